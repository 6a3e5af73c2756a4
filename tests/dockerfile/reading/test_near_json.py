"""The near-JSON helper: what broke the array, where, and the line that was meant."""

from __future__ import annotations

import pytest

from cmdresolve import resolve
from cmdresolve.batch.protocol import answer
from cmdresolve.checks import Asked, Inputs, Subject, check
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.dockerfile.reading.near_json import array, near_json
from cmdresolve.model.origin import InDockerfile

TOLD = ("array-is-shell-form", "text-after-array-ignored")

# What is wrong, the text, the column of the character (from 1), the words plainly meant.
NAMED = [
    ("single-quotes", "['nginx', '-g']", 2, ("nginx", "-g")),
    ("single-quotes", '["nginx", \'-g\', "daemon off;"]', 11, ("nginx", "-g", "daemon off;")),
    ("single-quotes", "[ 'a' ]", 3, ("a",)),
    ("single-quotes", r"['it\'s']", 2, ("it's",)),
    ("single-quotes", r"['C:\new\x']", 2, (r"C:\new\x",)),
    ("single-quotes", r"""['say "hi"']""", 2, ('say "hi"',)),
    ("single-quotes", "['a]", 2, None),
    ("single-quotes", "[1, 'a']", 5, ("1", "a")),
    ("curly-quotes", "[\u201ca\u201d, \u201db\u201d]", 2, ("a", "b")),
    ("curly-quotes", "[\u2018a\u2019]", 2, ("a",)),
    ("curly-quotes", '["a", \u00abb\u00bb]', 7, ("a", "b")),
    ("curly-quotes", "[\u201ca]", 2, None),
    ("escaped-quotes", r"[\"a\", \"b c\"]", 2, ("a", "b c")),
    ("string-prefix", "[u'a', b\"b\"]", 2, ("a", "b")),
    ("string-prefix", r"[r'\d+\n']", 2, (r"\d+\n",)),
    ("string-prefix", '[f"{x}"]', 2, None),
    ("string-prefix", '[f"x"]', 2, ("x",)),
    ("unquoted-word", "[kSNP4]", 2, ("kSNP4",)),
    ("unquoted-word", '["python", app.py]', 12, ("python", "app.py")),
    ("unquoted-word", "[python app.py]", 2, ("python", "app.py")),
    ("unquoted-word", "[nginx, -g, daemon off;]", 2, ("nginx", "-g", "daemon off;")),
    ("unquoted-word", "[NaN]", 2, ("NaN",)),
    ("unquoted-word", '["a", $(b)]', 7, None),
    ("unquoted-word", '["a", xb"c]', 7, None),
    ("unquoted-word", '["a", \uff0c]', 7, None),
    ("missing-comma", '["circos" "-h"]', 11, ("circos", "-h")),
    ("missing-comma", '[ "circos" "-h" ]', 12, ("circos", "-h")),
    ("missing-comma", '["a""b"]', 5, ("a", "b")),
    ("missing-comma", "[\"a\" 'b']", 6, ("a", "b")),
    ("missing-comma", '["$x" = y ]', 7, None),
    ("trailing-comma", '["a",]', 5, ("a",)),
    ("trailing-comma", '["a", "b" , ]', 11, ("a", "b")),
    ("extra-comma", '["a",, "b"]', 6, ("a", "b")),
    ("extra-comma", '[,"a"]', 2, ("a",)),
    ("extra-comma", "[,]", 2, None),
    ("wrong-separator", '["a"; "b"]', 5, ("a", "b")),
    ("wrong-separator", '["a"\uff0c "b"]', 5, ("a", "b")),
    ("bad-escape", r'["C:\ServiceMonitor.exe", "w3svc"]', 5, (r"C:\ServiceMonitor.exe", "w3svc")),
    ("bad-escape", r'["C:\new\Tool", "x"]', 9, (r"C:\new\Tool", "x")),
    ("bad-escape", r'["bin\Release\app.exe"]', 6, (r"bin\Release\app.exe",)),
    ("bad-escape", r'["grep", "\d+\t"]', 11, ("grep", "\\d+\t")),
    ("bad-escape", r'["it\'s", "\x41"]', 5, ("it's", "A")),
    ("bad-escape", r'["\u12", "\u0041"]', 3, (r"\u12", "A")),
    ("inner-quote", '["sh", "-c", "echo "hi""]', 20, ("sh", "-c", 'echo "hi"')),
    ("inner-quote", '["x "y" z", "b"]', 5, ('x "y" z', "b")),
    ("inner-quote", '["a", "x "y]', 10, None),
    ("inner-quote", '["x "y" z', 5, None),
    ("missing-quote", '["a, "b"]', 4, ("a", "b")),
    ("missing-quote", '["a", b"]', 7, ("a", "b")),
    ("missing-quote", '["a", "b]', 9, ("a", "b")),
    ("missing-quote", '["a", "b', 9, ("a", "b")),
    ("missing-quote", '["a" "b]', 6, None),
    ("missing-quote", '["', 2, None),
    ("open-array", '["a", "b"', 10, ("a", "b")),
    ("open-array", '["a",', 6, ("a",)),
    ("control-character", '["a\tb"]', 4, ("a\tb",)),
    ("comment", '["a", /* why */ "b"]', 7, ("a", "b")),
    ("comment", '["a", "b" # why ]', 11, ("a", "b")),
    ("comment", '["a" // why', 6, ("a",)),
    ("comment", '["a", /* why', 7, ("a",)),
    ("odd-blank", '["a",\u00a0"b"]', 6, ("a", "b")),
    ("odd-blank", '["a", \u200b"b"]', 7, ("a", "b")),
    ("invisible-character", '\ufeff["a"]', 1, ("a",)),
    ("invisible-character", "\u200b['a']", 1, ("a",)),
    ("number-range", "[1e400]", 2, ("1e400",)),
    ("number-range", '["-p", 1e999]', 8, ("-p", "1e999")),
    ("text-after-array", '["a"] # why', 7, ("a",)),
    ("text-after-array", '["a"];', 6, ("a",)),
    ("text-after-array", '["a"]]', 6, ("a",)),
    ("text-after-array", '["a"] && b', 7, None),
    ("text-after-array", '["a"] ["b"]', 7, None),
    ("nested", "[\"a\", ['b']]", 7, None),
    ("nested", "[\"a\", {'b': 1}]", 7, None),
    ("single-quotes", "['npm', 'run', 'start']", 2, ("npm", "run", "start")),
    ("single-quotes", "[ 'python', 'app.py' ]", 3, ("python", "app.py")),
    ("single-quotes", """['sh', '-c', 'exec "$@"']""", 2, ("sh", "-c", 'exec "$@"')),
    ("single-quotes", "['python','-m','http.server',]", 2, ("python", "-m", "http.server")),
    ("single-quotes", "['a'] # why", 2, ("a",)),
    ("single-quotes", "['']", 2, ("",)),
    ("single-quotes", "['bash', '-c', 'echo it''s']", 2, None),
    ("single-quotes", "['npm\", \"start']", 2, None),
    ("single-quotes", """['sh', '-c', 'echo "a" 'b'']""", 2, None),
    ("curly-quotes", "[\u201cnpm\u201d, \u201cstart\u201d]", 2, ("npm", "start")),
    ("curly-quotes", '["npm", \u201cstart\u201d]', 9, ("npm", "start")),
    ("curly-quotes", "[\u201ea\u201c, \u201eb\u201c]", 2, ("a", "b")),
    ("curly-quotes", "[\u2033a\u2033]", 2, ("a",)),
    ("curly-quotes", "[\u201ca\u201d, 'b', c]", 2, ("a", "b", "c")),
    ("curly-quotes", '[\u201cnpm", "start\u201d]', 2, None),
    ("escaped-quotes", r"[ \"sh\", \"-c\", \"echo hi\" ]", 3, ("sh", "-c", "echo hi")),
    ("escaped-quotes", r"[\'a\', \'b c\']", 2, ("a", "b c")),
    ("escaped-quotes", r"""["a", \"b\"]""", 7, ("a", "b")),
    ("escaped-quotes", r"[\"a]", 2, None),
    ("escaped-quotes", r"[\"a\"] # why", 2, ("a",)),
    ("string-prefix", '[u"python", u"app.py"]', 2, ("python", "app.py")),
    ("string-prefix", '["python", u"app.py"]', 12, ("python", "app.py")),
    ("string-prefix", r'[r"C:\x\y"]', 2, (r"C:\x\y",)),
    ("string-prefix", "[b'a']", 2, ("a",)),
    ("string-prefix", "[f'{a}', 'b']", 2, None),
    ("unquoted-word", '["node", server.js]', 10, ("node", "server.js")),
    ("unquoted-word", '[/bin/sh, -c, "echo hi"]', 2, ("/bin/sh", "-c", "echo hi")),
    ("unquoted-word", "[/app/, x]", 2, ("/app/", "x")),
    ("unquoted-word", '["./run.sh", $PORT]', 14, ("./run.sh", "$PORT")),
    ("unquoted-word", '["./run.sh", ${PORT}]', 14, None),
    ("unquoted-word", '["a", True]', 7, ("a", "True")),
    ("unquoted-word", '["a", 0x10]', 7, ("a", "0x10")),
    ("unquoted-word", '["npm", --port=8080]', 9, ("npm", "--port=8080")),
    ("unquoted-word", "[`npm`, `start`]", 2, None),
    ("missing-comma", '["nginx", "-g" "daemon off;"]', 16, ("nginx", "-g", "daemon off;")),
    ("missing-comma", '["-p", "80"  "--reload"]', 14, ("-p", "80", "--reload")),
    ("missing-comma", '["java" -jar app.jar]', 9, ("java", "-jar", "app.jar")),
    ("missing-comma", '["java", "-jar" -- app.jar]', 17, ("java", "-jar", "--", "app.jar")),
    ("missing-comma", '["npm", "--port" 8080]', 18, ("npm", "--port", "8080")),
    ("missing-comma", '["npm", "--port"=8080]', 17, None),
    ("missing-comma", '["npm" + "start"]', 8, None),
    ("missing-comma", '["npm" && "start"]', 8, None),
    ("missing-comma", "[true 1]", 7, ("true", "1")),
    ("trailing-comma", '["npm","start",]', 15, ("npm", "start")),
    ("trailing-comma", '[ "npm" , "start" , ]', 19, ("npm", "start")),
    ("trailing-comma", '["npm", 8080,]', 13, ("npm", "8080")),
    ("trailing-comma", '["a",] # why', 5, ("a",)),
    ("trailing-comma", '["a",\n]', 5, ("a",)),
    ("extra-comma", '["npm", , "start"]', 9, ("npm", "start")),
    ("extra-comma", '[, "npm"]', 2, ("npm",)),
    ("extra-comma", '["npm",,]', 8, ("npm",)),
    ("extra-comma", '["npm",,,"start"]', 8, ("npm", "start")),
    ("extra-comma", "[\"a\",, 'b']", 6, ("a", "b")),
    ("wrong-separator", '["npm": "start"]', 7, ("npm", "start")),
    ("wrong-separator", '["npm". "start"]', 7, ("npm", "start")),
    ("wrong-separator", '["npm"\u3001"start"]', 7, ("npm", "start")),
    ("wrong-separator", '["a", "b"; "c"]', 10, ("a", "b", "c")),
    ("wrong-separator", '["a";]', 5, ("a",)),
    ("bad-escape", r'["C:\Program Files\run.exe"]', 5, (r"C:\Program Files\run.exe",)),
    ("bad-escape", r'["cmd", "/c", "C:\app\bin\x.bat"]', 18, ("cmd", "/c", r"C:\app\bin\x.bat")),
    ("bad-escape", r'["\\server\share\x.exe"]', 11, (r"\server\share\x.exe",)),
    ("bad-escape", r'["sh", "-c", "echo \$HOME"]', 20, ("sh", "-c", r"echo \$HOME")),
    ("bad-escape", r'["sed", "s/\s//"]', 12, ("sed", r"s/\s//")),
    ("bad-escape", r'["sh", "-c", "echo \033[1m"]', 20, ("sh", "-c", r"echo \033[1m")),
    ("bad-escape", r"""["awk", "{print \$1, 'x'}"]""", 17, ("awk", r"{print \$1, 'x'}")),
    ("escaped-end", r'["a\"]', 4, ("a\\",)),
    ("single-quotes", r"""['a', "b\"]""", 2, ("a", "b\\")),
    ("unquoted-word", r'[a, "b\"]', 2, ("a", "b\\")),
    ("escaped-end", r'["C:\\dir\", "x"]', 10, ("C:\\dir\\", "x")),
    ("escaped-end", r'["x", "a b\"]', 11, ("x", "a b\\")),
    ("escaped-end", r'["a\" , "b"]', 4, ("a\\", "b")),
    ("escaped-end", r'["a\", b]', 4, ("a\\", "b")),
    ("escaped-end", r'["a\", ""]', 4, None),
    ("bad-escape", r'["C:\dir\"]', 5, ("C:\\dir\\",)),
    ("inner-quote", '["sh", "-c", "echo "hello world""]', 20, ("sh", "-c", 'echo "hello world"')),
    ("inner-quote", '["sh", "-c", "echo "$HOME""]', 20, ("sh", "-c", 'echo "$HOME"')),
    ("inner-quote", '["java "-Xmx1g" -jar app.jar"]', 8, ('java "-Xmx1g" -jar app.jar',)),
    ("inner-quote", '["node "a.js" --port=80", "x"]', 8, ('node "a.js" --port=80', "x")),
    ("inner-quote", '["a", "b="c"", "d"]', 10, ("a", 'b="c"', "d")),
    ("missing-quote", '["npm, "start"]', 6, ("npm", "start")),
    ("missing-quote", '[npm", "start"]', 2, ("npm", "start")),
    ("missing-quote", '["npm", "--port=8080, "--host"]', 21, ("npm", "--port=8080", "--host")),
    ("missing-quote", '["npm start]', 12, ("npm start",)),
    ("missing-quote", '["bash", "-c", "x && exec y]', 28, ("bash", "-c", "x && exec y")),
    ("missing-quote", r'["npm\", \"start\"]', 2, None),
    ("open-array", '["npm", "start"', 16, ("npm", "start")),
    ("open-array", '["npm", "start",', 17, ("npm", "start")),
    ("open-array", '[ "npm" ', 9, ("npm",)),
    ("open-array", '["npm", "start"  ', 18, ("npm", "start")),
    ("open-array", '["a", 1', 8, ("a", "1")),
    ("wrong-bracket", '["npm", "start"}', 16, ("npm", "start")),
    ("wrong-bracket", '["npm", "start")', 16, ("npm", "start")),
    ("wrong-bracket", '["npm" )', 8, ("npm",)),
    ("wrong-bracket", '["npm"}]', 7, ("npm",)),
    ("wrong-bracket", '["npm") && x', 7, None),
    ("control-character", '["sh", "-c", "a\tb"]', 16, ("sh", "-c", "a\tb")),
    ("control-character", '["a\x07b"]', 4, ("a\x07b",)),
    ("control-character", '["a", "b\nc"]', 9, ("a", "b\nc")),
    ("control-character", '["\ta", "\tb"]', 3, ("\ta", "\tb")),
    ("control-character", '["a\x1b[1m"]', 4, ("a\x1b[1m",)),
    ("comment", '["npm", "start" /* x */]', 17, ("npm", "start")),
    ("comment", '["npm", // x', 9, ("npm",)),
    ("comment", '["npm" # first', 8, ("npm",)),
    ("comment", "[# first", 2, None),
    ("comment", '[/* a */ "b"]', 2, ("b",)),
    ("odd-blank", '[\u00a0"a"]', 2, ("a",)),
    ("odd-blank", '["a",\u3000"b"]', 6, ("a", "b")),
    ("odd-blank", '["a"\u200b]', 5, ("a",)),
    ("odd-blank", '["a"\u2003, "b"]', 5, ("a", "b")),
    ("odd-blank", '["a",\v"b"]', 6, ("a", "b")),
    ("odd-blank", '["a"]\x1c', 6, ("a",)),
    ("odd-blank", '["a"] \u00a0\t', 7, ("a",)),
    ("invisible-character", '\u200b["a",]', 1, ("a",)),
    ("invisible-character", "\ufeff['a']", 1, ("a",)),
    ("invisible-character", '\u2060["a", "b"]', 1, ("a", "b")),
    ("invisible-character", '\0["a"]', 1, ("a",)),
    ("invisible-character", '\u200d\u200b["a"] # x', 1, ("a",)),
    ("number-range", "[1e400, 'a']", 2, ("1e400", "a")),
    ("number-range", '["a",-1e999]', 6, ("a", "-1e999")),
    ("number-range", '["-n", 2e308]', 8, ("-n", "2e308")),
    ("text-after-array", '["npm", "start"] // run it', 18, ("npm", "start")),
    ("text-after-array", '["a"] /* why */', 7, ("a",)),
    ("text-after-array", '["a"]\u200b', 6, ("a",)),
    ("text-after-array", '["a"],', 6, ("a",)),
    ("text-after-array", '["a"] --port 80', 7, None),
    ("text-after-array", '["a"] || exit 1', 7, None),
    ("text-after-array", '["a"] > /log', 7, None),
    ("text-after-array", '["npm"]["start"]', 8, None),
    ("nested", '["a", ["b"],]', 7, None),
    ("nested", "[['npm', 'start']]", 2, None),
    ("nested", '[["npm", "start"]]', 2, ("npm", "start")),
    ("nested", '["a", ["b", "c"]]', 7, ("a", "b", "c")),
    ("nested", '["a", ["b", 1]]', 7, None),
    ("nested", '[{"npm"}]', 2, None),
    ("nested", '["a", {b: 1}]', 7, None),
    ("nested", "[\"a\", ['b'", 7, None),
]


@pytest.mark.parametrize(("kind", "text", "column", "words"), NAMED)
def test_names_the_character_that_broke_it(
    kind: str, text: str, column: int, words: tuple[str, ...] | None
) -> None:
    """Each hint is given for the wrong input it is named for, at its column."""
    fault = near_json(text, 0, len(text))

    assert fault is not None
    assert (fault.kind, fault.start + 1, fault.words) == (kind, column, words)
    assert fault.why


@pytest.mark.parametrize(
    ("keyword", "text", "words"),
    [
        (keyword, text, words)
        for keyword in ("CMD", "ENTRYPOINT")
        for _, text, _, words in NAMED
        if words is not None
    ],
)
def test_the_mended_line_is_exec_form(keyword: str, text: str, words: tuple[str, ...]) -> None:
    """The corrected line parses as exec form, to the words that were plainly meant."""
    fault = near_json(text, 0, len(text))
    assert fault is not None

    built = Dockerfile.parse(f"FROM scratch\n{fault.mended(keyword)}\n").image()

    assert (built.cmd if keyword == "CMD" else built.entrypoint) == words


@pytest.mark.parametrize(
    "text",
    [
        "[ -f x ] && y",
        '[ "$x" = y ]',
        '[ "$x" ] && y',
        '[ "$(echo a,b)" = x ] && y',
        "[[ -f x ]] && y",
        "[ $x ]",
        "[ kSNP4 ]",
        "[",
        "[ ",
        "[[",
        "[a-z]*.sh --all",
        "[]x",
        '["a"]',
        "[]",
        "[1]",
        "nginx",
        '{"a"}',
        "",
    ],
)
def test_says_nothing_of_what_is_no_broken_array(text: str) -> None:
    """Tests and patterns of a shell, and arrays that are whole, get no hint."""
    assert near_json(text, 0, len(text)) is None


def test_a_nested_array_too_deep_has_no_mend() -> None:
    """Nesting beyond Go's limit is the fault, whatever else is wrong."""
    text = '["a", ' + "[" * 10_001

    fault = near_json(text, 0, len(text))

    assert fault is not None
    assert (fault.kind, fault.mended("CMD")) == ("too-deep", None)


@pytest.mark.parametrize("text", ['["a, ' + "x" * 4000, '["' + "a," * 100 + '"b"]'])
def test_makes_no_guess_where_a_guess_would_cost(text: str) -> None:
    """A missing quote is not searched in a long text."""
    fault = near_json(text, 0, len(text))

    assert fault is not None
    assert fault.words is None


def test_an_instruction_swallowed_behind_the_array_gets_its_line_back() -> None:
    """A backslash before a blank line joins the next instruction to the array."""
    text = '["a"] LABEL a=b'

    fault = near_json(text, 0, len(text))

    assert fault is not None
    assert fault.mended("CMD") == 'CMD ["a"]\nLABEL a=b'


def test_bytes_that_are_no_text_have_no_mend() -> None:
    """A word that an array cannot say is not put into one."""
    text = "['a\udcff']"

    fault = near_json(text, 0, len(text))

    assert fault is not None
    assert (fault.kind, fault.words) == ("single-quotes", None)


def test_writes_an_array() -> None:
    """Words are written as JSON, letters of all scripts as they are."""
    assert array(("a", '"', "\t", "é")) == r'["a", "\"", "\t", "é"]'


def note_at(text: str, **options: str) -> tuple[str, int, int, str | None]:
    image = Dockerfile.parse(text, **options).image()
    (note,) = [note for note in resolve(image).notes if note.code in TOLD]
    assert isinstance(note.origin, InDockerfile)
    return note.code, note.origin.line, note.origin.column, note.mend


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FROM scratch\nCMD ['a']\n",
            ("array-is-shell-form", 2, 6, 'CMD ["a"]'),
        ),
        (
            "FROM scratch\nENTRYPOINT [\"a\",\\\n  # why\n\n  'b']\n",
            ("array-is-shell-form", 5, 3, 'ENTRYPOINT ["a", "b"]'),
        ),
        (
            'FROM scratch\nCMD ["a", # first\\\n "b"]\n',
            ("array-is-shell-form", 2, 11, 'CMD ["a", "b"]'),
        ),
        (
            'FROM scratch\nCMD ["a"] && b\n',
            ("array-is-shell-form", 2, 11, None),
        ),
        (
            "FROM scratch AS a\nCMD ['a']\nFROM a\n",
            ("array-is-shell-form", 2, 6, 'CMD ["a"]'),
        ),
    ],
)
def test_the_image_carries_the_note(text: str, expected: tuple[str, int, int, str | None]) -> None:
    """The note stands at the breaking character, also on a continuation line, and once."""
    assert note_at(text) == expected


@pytest.mark.parametrize("builder", ["buildkit@27.0", "classic@26.1", "buildah@1.43/docker"])
def test_text_ignored_after_an_array_is_told(builder: str) -> None:
    """Where only the first JSON value is read, what follows it is lost without a word."""
    text = 'FROM scratch\nCMD ["a"] # why\n'

    assert note_at(text, builder=builder) == ("text-after-array-ignored", 2, 11, 'CMD ["a"]')


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        ("FROM scratch\nCMD [ -f x ] && y\n", "buildkit@28.5"),
        ("FROM scratch\nCMD ['a']\nCMD [\"a\"]\n", "buildkit@28.5"),
        ("FROM scratch\nCMD ['a']\nFROM scratch\nENTRYPOINT [\"b\"]\n", "buildkit@28.5"),
        ("FROM scratch AS a\nCMD ['a']\nFROM a\nENTRYPOINT [\"b\"]\n", "buildkit@28.5"),
        ('FROM scratch\nCMD ["a"] \n', "buildah@1.43"),
        ("FROM scratch\nCMD a\n", "buildah@1.43"),
        ("FROM scratch\nCMD\nENTRYPOINT\n", "buildkit@28.5"),
    ],
)
def test_nothing_is_told_of_what_is_not_in_the_image(text: str, builder: str) -> None:
    """What was replaced or cleared, and what is as it looks, has no note."""
    image = Dockerfile.parse(text, builder=builder).image()

    found = check(Subject(lambda _: Asked(image), Inputs()))
    assert [note for note in found if note.code in TOLD] == []


def test_a_base_hands_its_notes_down() -> None:
    """What a described base's build noted on a field that is still its own is told again."""
    base = Dockerfile.parse("FROM scratch\nCMD ['a']\nENTRYPOINT [b]\n", name="base").image()

    image = Dockerfile.parse('FROM x\nCMD ["c"]\n').image(bases={"x": base})

    found = [note for note in resolve(image).notes if note.code in TOLD]
    # The mend belongs into the base's own Dockerfile.
    assert [(note.source and note.source.name, note.mend) for note in found] == [("base", None)]


@pytest.mark.parametrize(
    ("shell", "column", "hint"),
    [
        (
            "['a', \"-c\"]",
            8,
            'JSON strings stand in double quotes: write SHELL ["a", "-c"]',
        ),
        ('["a"] && b', 13, "text follows the closing bracket"),
        ("/bin/bash -c", 7, 'write it as SHELL ["/bin/sh", "-c"]'),
    ],
)
def test_shell_is_refused_at_the_breaking_character(shell: str, column: int, hint: str) -> None:
    """SHELL has no shell form, so its refusal carries the hint."""
    with pytest.raises(ValueError, match="in JSON form") as caught:
        Dockerfile.parse(f"FROM scratch\nSHELL {shell}\n")

    error = caught.value
    assert (error.code, error.line, error.column, error.hint) == ("shell-json", 2, column, hint)  # type: ignore[attr-defined]


@pytest.mark.parametrize("run", [{}, {"args": ["x"]}])
def test_an_explanation_tells_the_note_once(run: dict[str, list[str]]) -> None:
    """Whatever is given at start, the Dockerfile says something else than it looks."""
    request = {"dockerfile": "FROM scratch\nCMD ['a']\n", "explain": True, "run": run}

    notes = [note for note in answer(request)["findings"] if note["code"] == "array-is-shell-form"]

    assert [(note["mends"][0]["text"], note["line"], note["column"]) for note in notes] == [
        ('CMD ["a"]', 2, 6)
    ]


def test_an_empty_list_with_a_remark_is_meant_as_an_empty_list() -> None:
    """Which a builder hands to a shell, remark and all."""
    fault = near_json("[] # none", 0, 9)

    assert fault is not None
    assert (fault.kind, fault.words, fault.mended("CMD")) == ("text-after-array", (), "CMD []")
