"""Notices in many editions: what a killed process wrote can be told from what it should have."""

from __future__ import annotations

TOPICS = ("食堂", "公车", "党费", "采购", "档案", "换届", "出租", "报销", "考勤", "值班")


def notice(number: int, edition: int) -> str:
    """A fictional notice of four problems; every edition has other content."""
    topic = TOPICS[number]
    problems = "".join(
        f"#{topic}管理第{part}类问题\n一是印发{topic}管理细则第{edition}稿，已检查{part}次。\n"
        for part in range(1, 5)
    )
    return f"中共岚川县{topic}服务中心党支部关于巡察整改进展情况的通报\n{problems}"
