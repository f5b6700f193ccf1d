import subprocess
import sys

import pytest

from customer360.dbt_plugins.demo_setting import is_demo_enabled


@pytest.mark.parametrize("value", ["true", "True", "TRUE", "1", " true ", ""])
def test_the_demo_is_on(value):
    assert is_demo_enabled({"CUSTOMER360_DEMO": value}) is True


@pytest.mark.parametrize("value", ["false", "False", "FALSE", "0"])
def test_the_demo_is_off(value):
    assert is_demo_enabled({"CUSTOMER360_DEMO": value}) is False


def test_the_demo_is_on_when_nothing_is_said():
    assert is_demo_enabled({}) is True


@pytest.mark.parametrize("value", ["no", "off", "2", "flase"])
def test_anything_else_is_an_error_that_names_the_variable(value):
    with pytest.raises(ValueError, match=f"CUSTOMER360_DEMO is '{value}'"):
        is_demo_enabled({"CUSTOMER360_DEMO": value})


def test_dbt_s_plugin_loads_nothing_that_only_a_landing_needs() -> None:
    heavy = "{'pandas', 'pyarrow.compute', 'customer360.standardise', 'customer360.landing'}"
    code = f"import sys, customer360.dbt_plugins.demo; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
