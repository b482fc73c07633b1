"""Order: what nobody sees of a problem or a fact does not get into the measures that quote it."""

from __future__ import annotations

from assistant.drafting.order import Order

HIDDEN = "\u202e\u200b\u2066\U000e0041\ufeff\x1b\x00"


def test_texts_are_what_a_reader_sees() -> None:
    order = Order(
        problem=f"{HIDDEN}维修费{HIDDEN}把关不严\ud800",
        facts=(f"9月2日{HIDDEN}印发", ""),
        issuer=f"岚川县{HIDDEN}水务局",
    )
    assert order.problem == "维修费把关不严\ufffd"
    assert order.facts == ("9月2日印发", "")
    assert (order.issuer, order.unit) == ("岚川县水务局", None)


def test_what_is_seen_stays_to_the_letter() -> None:
    problem = "一是：“管网”　改造\t缓慢……【待填：年份】👍🏽é𠮷"
    assert Order(problem=problem).problem == problem
