"""What the variables of Compose files and manifests may come to."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, LimitError, compose_service, pod_container, resolve

_POD = "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: i\n"
_TWICE = "    env:\n    - {name: A0, value: xxxxxxxx}\n" + "".join(
    f"    - {{name: A{i + 1}, value: $(A{i})$(A{i})}}\n" for i in range(28)
)
_LONG = f"    env: [{{name: A, value: {'x' * 50_000}}}]\n"
_SERVICE = "services:\n  a:\n    image: x\n    command: "


@pytest.mark.parametrize("engine", ["kubernetes", "kube-play@5.8"])
@pytest.mark.parametrize("manifest", [_POD + _TWICE, f"{_POD}    args: [$(A28)]\n{_TWICE}"])
def test_values_of_a_pod_that_use_those_before_them(manifest: str, engine: str) -> None:
    """Twenty-eight lines ask for two gigabytes, whether a word uses them or not."""
    try:
        found = pod_container(manifest, engine=engine)
    except LimitError as error:
        assert error.stage == "request"  # noqa: PT017 - one engine does not expand them at all
    else:
        assert engine == "kube-play@5.8"
        assert len("".join(found.override.args or ())) < 100


def test_words_of_a_pod_that_name_a_variable_often() -> None:
    found = pod_container(f"{_POD}    args: ['{'$(A)' * 12_000}']\n{_LONG}")

    with pytest.raises(LimitError, match=r"Limits\.expanded"):
        resolve(ImageConfig(cmd=["c"]), found.override, engine="kubernetes")


def test_words_of_an_image_that_name_a_variable_often() -> None:
    image = ImageConfig(cmd=["$(A)" * 12_000], env=[f"A={'x' * 50_000}"])

    with pytest.raises(LimitError, match=r"Limits\.expanded"):
        resolve(image, pod_container(_POD, engine="kube-play@5.8").override, engine="kube-play@5.8")


def test_a_text_of_compose_that_names_a_variable_often() -> None:
    with pytest.raises(LimitError, match=r"Limits\.expanded"):
        compose_service([f"{_SERVICE}'{'${A}' * 25_000}'\n"], "a", env={"A": "x" * 20_000})


def test_a_file_of_variables_whose_lines_use_those_before_them() -> None:
    lines = "A0=xxxxxxxx\n" + "".join(f"A{i + 1}=$A{i}$A{i}\n" for i in range(28))

    with pytest.raises(LimitError, match=r"Limits\.expanded"):
        compose_service([f"{_SERVICE}'${{A28}}'\n"], "a", beside={".env": lines})


def test_variables_that_stand_in_each_other_deeply() -> None:
    with pytest.raises(LimitError, match="too deeply"):
        compose_service([f"{_SERVICE}'{'${A:-' * 5000}x{'}' * 5000}'\n"], "a")
