"""The sizes and colours that each page has to stand."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    width: int
    colours: str

    def __str__(self):
        return f"{self.width}-{self.colours}"

    @property
    def options(self):
        """What a context of Playwright is made with."""
        return {
            "viewport": {"width": self.width, "height": 780 if self.width < 600 else 900},
            "color_scheme": self.colours,
            "locale": "en-US",
            "timezone_id": "Asia/Seoul",
            "reduced_motion": "reduce",
        }

    @staticmethod
    def of(page):
        """The look of a page that is open."""
        is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        return Look(page.viewport_size["width"], "dark" if is_dark else "light")


USUAL = Look(1440, "light")
LOOKS = [Look(width, colours) for width in (360, 1440) for colours in ("light", "dark")]
