r"""ruamel.yaml's scanner and parser, changed where libyaml and its port go-yaml read otherwise.

Both read YAML 1.1: U+0085, U+2028 and U+2029 end a line, a ``%YAML`` directive of another version
is an error, anchors are made of letters, digits, ``-`` and ``_``. Beyond that they take tabs
between tokens, though not before a key, and the escape ``\'`` but not ``\/``.
Source: go.yaml.in/yaml/v3 scannerc.go yaml_parser_scan_flow_scalar,
yaml_parser_scan_plain_scalar, yaml_parser_scan_anchor; parserc.go
yaml_parser_process_directives; recorded on Compose.

Only `cmdresolve.starters.yaml_nodes` imports this, when there is YAML to read: `ruamel.yaml` is
an extra, and slow to import.
"""

from __future__ import annotations

import string
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import TagToken

_BLANKS, _LINE_ENDS = (" ", "\t"), ("\0", "\r", "\n", "\x85", "\u2028", "\u2029")
_ANCHOR = frozenset(string.ascii_letters + string.digits + "_-")
_AFTER_ANCHOR = frozenset((*_BLANKS, *_LINE_ENDS, *"?:,]}%@`"))
# The one attribute that ruamel.yaml's parser reads of its resolver.
_OLD = SimpleNamespace(processing_version=(1, 1))
_ESCAPES: dict[str, str] = Scanner.ESCAPE_REPLACEMENTS


class GoReader(Reader):
    """A reader to which U+0085, U+2028 and U+2029 end a line."""

    def forward(self, length: int = 1) -> None:
        """Move on by `length` characters, counting lines as YAML 1.1 does."""
        self.forward_1_1(length)


class GoScanner(Scanner):
    """The scanner of ruamel.yaml, with what go-yaml does otherwise."""

    ESCAPE_REPLACEMENTS = {key: value for key, value in _ESCAPES.items() if key != "/"} | {"'": "'"}

    @property
    def scanner_processing_version(self) -> tuple[int, int]:
        """The version of YAML, 1.1.

        ruamel.yaml asks for it where the versions differ. In 1.1 a colon may follow a quoted key of
        a flow collection at once, a plain scalar there cannot begin with ``?`` or ``:`` nor contain
        ``?``, and a tag has no ``#``.
        """
        return (1, 1)

    def need_more_tokens(self) -> bool:
        """Say whether the next token is still undecided, because it may turn out to be a key.

        The same as ruamel.yaml's, but quick where no key is possible: it is called several times a
        token.
        """
        if self.done or not self.tokens:
            return not self.done
        keys = self.possible_simple_keys
        if not keys:
            return False
        self.stale_possible_simple_keys()
        return any(key.token_number == self.tokens_taken for key in keys.values())

    def check_token(self, *choices: Any) -> bool:
        """Say whether the next token is of one of these classes, or of any where none is given."""
        while self.need_more_tokens():
            self.fetch_more_tokens()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def scan_anchor(self, token: Any) -> Any:
        """Scan an anchor or an alias."""
        start, length = self.reader.get_mark(), 1
        while self.reader.peek(length) in _ANCHOR:
            length += 1
        if length == 1 or self.reader.peek(length) not in _AFTER_ANCHOR:
            message = "did not find expected alphabetic or numeric character"
            raise ScannerError("while scanning an anchor", start, message, start)
        name = self.reader.prefix(length)[1:]
        self.reader.forward(length)
        return token(name, start, self.reader.get_mark())

    def scan_tag(self) -> Any:
        """Scan a tag."""
        start, length = self.reader.get_mark(), 1
        while self.reader.peek(length) in _ANCHOR:
            length += 1
        handle: str | None = "!"
        if self.reader.peek(1) == "<":
            self.reader.forward(2)
            handle, suffix = None, self.scan_tag_uri("tag", start)
            if self.reader.peek() != ">":
                raise ScannerError(
                    "while scanning a tag", start, "did not find expected '>'", start
                )
            self.reader.forward()
        elif self.reader.peek(length) == "!":
            handle = self.reader.prefix(length + 1)
            self.reader.forward(length + 1)
            suffix = self.scan_tag_uri("tag", start)
        else:
            self.reader.forward()
            if self.reader.peek() in (*_BLANKS, *_LINE_ENDS):
                handle, suffix = None, "!"
            else:
                suffix = self.scan_tag_uri("tag", start)
        if self.reader.peek() not in (*_BLANKS, *_LINE_ENDS):
            message = "did not find expected whitespace or line break"
            raise ScannerError("while scanning a tag", start, message, self.reader.get_mark())
        return TagToken((handle, suffix), start, self.reader.get_mark())

    def scan_to_next_token(self) -> None:
        """Skip blanks and comments, tabs where no key can begin, and a second byte order mark.

        The reader skips the first; the second takes a column, and a third is text. Run on Compose
        2.26 and 2.40.

        Source: go.yaml.in/yaml/v3 scannerc.go yaml_parser_scan_to_next_token.
        """
        super().scan_to_next_token()
        if self.reader.peek() == "\ufeff" and (self.reader.line, self.reader.column) == (0, 0):
            self.reader.forward()
            self.reader.column += 1
            super().scan_to_next_token()
        while self.reader.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.reader.forward()
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: Any, start_mark: Any) -> Any:
        """Scan the blanks inside of a plain scalar."""
        length = 0
        while self.reader.peek(length) in _BLANKS:
            length += 1
        blanks = self.reader.prefix(length)
        if "\t" not in blanks:
            return super().scan_plain_spaces(indent, start_mark)
        self.reader.forward(length)
        if self.reader.peek() in _LINE_ENDS:
            return super().scan_plain_spaces(indent, start_mark)
        return [blanks]

    def scan_block_scalar_indentation(self) -> Any:
        """Scan the empty lines and blanks before a block scalar, and find its indentation.

        The widest of these lines gives it, empty or not; ruamel.yaml refuses an empty line that has
        fewer blanks than the text.
        Source: go.yaml.in/yaml/v3 scannerc.go yaml_parser_scan_block_scalar_breaks.
        """
        widest, breaks, end = 0, [], self.reader.get_mark()
        while self.reader.peek() in (" ", *_LINE_ENDS[1:]):
            if self.reader.peek() == " ":
                self.reader.forward()
                widest = max(widest, self.reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.reader.get_mark()
        self._refuse_tab()
        return breaks, widest, end

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        """Scan the indentation of a line of a block scalar, and empty lines before it."""
        found = super().scan_block_scalar_breaks(indent)
        if self.reader.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.reader.peek() == "\t":
            message = "found a tab character where an indentation space is expected"
            mark = self.reader.get_mark()
            raise ScannerError("while scanning a block scalar", mark, message, mark)

    def scan_directive_name(self, start_mark: Any) -> Any:
        """Scan the name of a directive; there are two (scannerc.go yaml_parser_scan_directive)."""
        name = super().scan_directive_name(start_mark)
        if name not in ("YAML", "TAG"):
            message = "found unknown directive name"
            raise ScannerError("while scanning a directive", start_mark, message, start_mark)
        return name

    def scan_yaml_directive_value(self, start_mark: Any) -> Any:
        """Scan the version in a ``%YAML`` directive."""
        version = super().scan_yaml_directive_value(start_mark)
        if version != (1, 1):
            raise ScannerError(None, start_mark, "found incompatible YAML document", start_mark)
        return version


class GoParser(Parser):
    """The parser of tokens, after YAML 1.1.

    No key may be missing before a colon, and a document after ``...`` has to say ``---``.
    Source: go.yaml.in/yaml/v3 parserc.go yaml_parser_parse_flow_mapping_key,
    yaml_parser_parse_document_start.
    """

    @cached_property
    def scanner(self) -> Any:
        """The scanner of tokens; cached, because ruamel.yaml looks it up several times a token."""
        return super().scanner

    @property
    def resolver(self) -> Any:
        """The resolver, which the parser asks for nothing but the version of YAML."""
        return _OLD
