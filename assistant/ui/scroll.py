"""Scroll: scripts of the page that bring a marked word into view; they run in the browser."""

from __future__ import annotations

_SCRIPT = """() => {
  let left = 20;
  const look = () => {
    const spot = [...document.querySelectorAll('%s .highlighted')]
      .find(span => span.querySelector('.label')?.textContent.trim() === '%s');
    if (spot) {
      const box = spot.closest('.textfield');
      const above = spot.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTop += above - box.clientHeight / 3;
      box.scrollIntoView({block: 'nearest'});
    }
    else if (left-- > 0) { setTimeout(look, 100); }
  };
  setTimeout(look, 120);
}"""


def scroll_to(place: str, mark: str) -> str:
    """A script that scrolls the first span marked ``mark`` inside ``place`` into its box.

    The page itself moves only where the box is out of sight (on a phone).

    Both are texts of ours: a CSS selector and the name of a mark. It looks again for two seconds,
    since a pane that was hidden is drawn late.
    """
    return _SCRIPT % (place, mark)
