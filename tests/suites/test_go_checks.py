"""What tests of Go say of a call."""

from __future__ import annotations

import pytest

from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests


def the_call(lines: str) -> Asked:
    source = f"func Test(t *testing.T) {{\n\tgot, err := Parse(`x`)\n{lines}\n}}\n"
    (found,) = asked(stepped_tests(source), "Parse")
    return found


@pytest.mark.parametrize(
    ("lines", "fails"),
    [
        ("require.NoError(t, err)", False),
        ("assert.NilError(t, err)", False),
        ("require.Error(t, err)", True),
        ('require.ErrorContains(t, err, "no")', True),
        ("assert.Check(t, is.ErrorContains(err, `no`))", True),
        ("assert.Assert(t, err != nil)", True),
        ("assert.DeepEqual(t, nil, err)", False),
        ("assert.Equal(t, &Missing{A: `b`}, err)", True),
        ("if err != nil {\n\tt.Fatal(err)\n}", False),
        ("if err == nil {\n\tt.Fatalf(`no error`)\n}", True),
        ("require.Equal(t, `y`, got)", None),
        ("other(err)", None),
    ],
)
def test_whether_it_must_fail(lines: str, fails: bool | None) -> None:  # noqa: FBT001
    assert the_call(lines).fails is fails


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("require.Equal(t, `y`, got)", ("y",)),
        ("assert.DeepEqual(t, got, []string{`y`, `z`})", (["y", "z"],)),
        ("assert.Check(t, is.Equal(`y`, got))", ("y",)),
        ("if e, a := `y`, got; e != a {\n\tt.Errorf(`no`)\n}", ("y",)),
        ("if !reflect.DeepEqual(got, []string{}) {\n\tt.Fatal(1)\n}", ([],)),
        ("require.Equal(t, want(), got)", None),
        ("require.Equal(t, `y`, other)", None),
    ],
)
def test_what_it_must_give(lines: str, told: tuple[object] | None) -> None:
    assert the_call(lines).equal() == told


def test_each_call_has_the_checks_until_the_next() -> None:
    source = """
func Test(t *testing.T) {
	mode := "m"
	_, err := Parse("a")
	require.NoError(t, err)
	want := "w"
	assert.Error(t, p.Parse("b"), "no")
}
"""
    first, second = asked(stepped_tests(source), "Parse", "p.Parse")

    assert (first.call.arguments, first.fails, first.after) == (["a"], False, {"want": "w"})
    assert first.before["mode"] == "m"
    assert (second.call.arguments, second.fails) == (["b"], True)
