"""Each test of figures starts from Matplotlib's own style, in English, without a screen."""

import matplotlib
import pytest

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def fresh_style():
    from matplotlib import pyplot

    from qmlaw.show import set_language

    with matplotlib.rc_context():
        matplotlib.rcParams.update(matplotlib.rcParamsDefault | {"backend": "agg"})
        set_language("en")
        yield
        set_language("en")
        pyplot.close("all")


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would have been given, as a list of bundles."""
    import IPython.display

    bundles = []
    monkeypatch.setattr(IPython.display, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles
