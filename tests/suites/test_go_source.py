"""Files of Go, read without running anything."""

from __future__ import annotations

from tests.suites.go_source import functions, statements, structs, variables
from tests.suites.go_tokens import tokens
from tests.suites.go_values import UNREAD, Assign, Call, If, Leave, Literal, Name, Range

SOURCE = """
package p

type (
	hook func(a *T, b ...string) error
	row  struct {
		line, more string
		words      []string // the words
		inner      map[string]struct{ x int }
	}
)

var table = []row{
	{"a", "b", nil, nil},
	{line: `c` + "d"},
}

const name = "n"

func (r *row) Method(a, b int) (string, error) { return "", nil }

func Plain[K any](t *testing.T) {
	x, err := f(table[0].line, &T{A: 1, B: -2}, []byte("z"))
	for i, one := range []string{"q"} {
		g(i, one)
	}
	if v := h(); v != nil && err == nil {
		k.L(v).M(1)
	} else if err != nil {
		return
	}
	for i := 0; i < 3; i++ {
		continue
	}
}
"""


def test_functions_and_methods_are_found() -> None:
    assert [function.name for function in functions(SOURCE)] == ["Method", "Plain"]


def test_variables_stand_outside_functions() -> None:
    first, second = list(variables(SOURCE))

    assert second == Assign(["name"], ["n"])
    assert first.names == ["table"]
    assert first.values[0].items[1] == (None, Literal("", (), [(Name("line"), "cd")]))


def test_fields_of_a_struct_are_told_in_order() -> None:
    assert structs(SOURCE) == {"row": ("line", "more", "words", "inner")}


def test_statements_come_in_order() -> None:
    body = next(x.body for x in functions(SOURCE) if x.name == "Plain")
    assign, loop, head, condition, other = list(statements(body))

    assert isinstance(assign, Assign)
    assert assign.names == ["x", "err"]
    (call,) = assign.values
    assert call.function == "f"
    assert call.arguments[0] == Call(".line", [Call("[]", [Name("table"), 0])])
    assert call.arguments[1] == Literal("T", (), [(Name("A"), 1), (Name("B"), -2)])
    assert isinstance(loop, Range)
    assert (loop.names, loop.value.items) == (["i", "one"], [(None, "q")])
    assert isinstance(head, Assign)
    assert isinstance(condition, If)
    assert [token.text for token in condition.condition][:3] == ["v", "!=", "nil"]
    (inner,) = statements(condition.otherwise)
    assert isinstance(inner, If)
    assert list(statements(inner.then)) == [Leave("return")]
    assert isinstance(other, Range)
    assert (other.names, other.value) == ([], UNREAD)


def test_sums_and_comparisons_are_calls() -> None:
    (given,) = statements(tokens('a := b + "c" == nil'))

    assert isinstance(given, Assign)
    assert given.values == [Call("==", [Call("+", [Name("b"), "c"]), None])]
