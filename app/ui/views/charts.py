"""Charts of the jobs shown: found by site and day, and what they pay."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.operations.figures import Figures

# Okabe and Ito's colors, which people who confuse red and green tell apart; dark enough on white, light enough on black.
_COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7000", "#7f7f7f")
_WIDTH = 0.8
_LEAST_DAYS = 10  # a chart of one day is not one bar as wide as the window


class Charts(QWidget):
    """Two charts, drawn with pyqtgraph, which is imported when the first figures come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("charts")
        self._figures: Figures | None = None
        self._words = named("charts_text", QLabel(self.tr("Counting…")))
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)  # where nothing is drawn yet, all the room is theirs
        self._legend = named(
            "charts_legend", QLabel()
        )  # in the plot it would cover bars, and be cut off where that is low
        self._legend.setWordWrap(True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._legend.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._legend)
        self._column.addWidget(self._words)  # about the pay, which is drawn below it; the days above the legend
        self._plots: list[Any] = []

    def show_counting(self) -> None:
        """New figures are on their way."""
        self._words.setText(self.tr("Counting…"))

    def clear(self) -> None:
        """Show no figures: there are none, or they are of other jobs."""
        self._figures = None
        self._words.clear()
        self._legend.clear()
        for plot in self._plots:
            plot.clear()

    def show_figures(self, figures: Figures) -> None:
        """Draw these."""
        self._figures = figures
        self.setUpdatesEnabled(False)  # else one chart is painted in the place of both while the other is drawn
        try:
            self._draw(figures)
        finally:
            self.setUpdatesEnabled(True)
        self._words.setText(self._told(figures))

    def _draw(self, figures: Figures) -> None:
        if not self._plots:
            self._make_plots()
        for plot in self._plots:
            plot.clear()
            self._dress(plot)
        self._draw_days(self._plots[0], figures)
        self._draw_pay(self._plots[1], figures)

    def _told(self, figures: Figures) -> str:
        """Whose pay is drawn, and of whom it is not."""
        told = [self.tr("In the chart: {} paid in {}.").format(words.counted(figures.stated), figures.currency)]
        if figures.other_currency:
            told.append(self.tr("Paid in another currency: {}.").format(words.number(figures.other_currency)))
        if figures.beyond:
            told.append(self.tr("Beyond the last bar: {}.").format(words.number(figures.beyond)))
        told.append(self.tr("Pay not stated: {}.").format(words.number(figures.not_stated)))
        return " ".join(told if figures.stated else told[1:])

    def _make_plots(self) -> None:
        import pyqtgraph

        names = (self.tr("Adverts first seen, by site and day"), self.tr("Jobs by yearly pay"))
        for number, name in enumerate(names):  # one above the legend, one below the words
            plot = pyqtgraph.PlotWidget(title=name)
            plot.setAccessibleName(name)
            plot.setMenuEnabled(False)
            plot.setMouseEnabled(x=False, y=False)
            plot.hideButtons()
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._plots.append(plot)
            self._column.insertWidget(self._column.indexOf(self._legend) if number == 0 else -1, plot, 1)
            plot.show()  # now: a layout shows what comes to it one after the other, when their turn comes
        self._column.activate()

    def _dress(self, plot: Any) -> None:
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.Text)
        plot.setBackground(palette.color(QPalette.ColorRole.Base))
        plot.setTitle(plot.plotItem.titleLabel.text, color=text)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(text)
            axis.enableAutoSIPrefix(False)

    def _draw_days(self, plot: Any, figures: Figures) -> None:
        import pyqtgraph

        below = [0] * len(figures.days)
        for number, counts in enumerate(figures.by_site.values()):
            bars = pyqtgraph.BarGraphItem(
                x=list(range(len(counts))),
                y0=list(below),
                height=list(counts),
                width=_WIDTH,
                brush=QColor(_color(number)),
                pen=None,
            )
            plot.addItem(bars)
            below = [low + count for low, count in zip(below, counts, strict=True)]
        self._legend.setText(_legend(tuple(figures.by_site)))
        self._legend.show()
        every = max(len(figures.days) // 6, 1)
        ticks = [(number, words.ago(day)) for number, day in enumerate(figures.days) if number % every == 0]
        plot.getAxis("bottom").setTicks([ticks])
        plot.setXRange(-0.5, max(len(figures.days), _LEAST_DAYS) - 0.5)
        plot.setLabel("left", self.tr("adverts"))  # a job that is on three sites is in three bars
        plot.setLabel("bottom", self.tr("first seen"))

    def _draw_pay(self, plot: Any, figures: Figures) -> None:
        import pyqtgraph

        plot.setLabel("left", self.tr("jobs"))
        plot.setLabel("bottom", self.tr("{} a year, in thousands").format(figures.currency or words.not_stated()))
        if not figures.counts:
            return
        thousands = [edge / 1000 for edge in figures.edges]
        step = thousands[1] - thousands[0]
        middles = [edge + step / 2 for edge in thousands[:-1]]
        color = self.palette().color(QPalette.ColorRole.Accent)
        plot.addItem(
            pyqtgraph.BarGraphItem(x=middles, height=list(figures.counts), width=step * 0.9, brush=color, pen=None)
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._figures is not None:
            self.show_figures(self._figures)


def _color(number: int) -> str:
    return _COLORS[number % len(_COLORS)]


def _legend(sites: Sequence[str]) -> str:
    """Each site behind a square of its color; a line is broken between sites only."""
    told = (
        f'<span style="white-space: nowrap"><span style="color: {_color(number)}">\N{BLACK SQUARE}</span>'
        f"&nbsp;{escape(words.site(site))}</span>"
        for number, site in enumerate(sites)
    )
    return "&nbsp;&nbsp; ".join(told)
