"""Fusion for large text: boxes to check and icons grow with it, which Qt has of one size whatever the text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProxyStyle, QStyle
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOption, QWidget

_Metric = QStyle.PixelMetric
_GROWING = frozenset(
    {
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
        _Metric.PM_SmallIconSize,
        _Metric.PM_ButtonIconSize,
        _Metric.PM_ListViewIconSize,
    }
)


class Grown(QProxyStyle):
    """Fusion with these so many `times` as large; each question costs a call of Python, so not for text of the usual size."""

    def __init__(self, times: float) -> None:
        super().__init__("Fusion")
        self._times = times

    @override
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        pixels = super().pixelMetric(metric, option, widget)
        return round(pixels * self._times) if metric in _GROWING else pixels
