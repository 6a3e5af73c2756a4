"""The texts of verdicts on exercises, in the languages of the notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: ``{}`` is replaced with an index in argv, the words that start, or the reason why nothing does.
ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "right": "Right.",
        "no-list": "There is no answer yet: put a list of words in place of the three dots.",
        "no-file": "There is no answer yet: put a Dockerfile in place of the three dots.",
        "one-text": "argv is a list of words, and this is one text. Where does each word end?",
        "no-words": "argv is a list, and each of its words is a text.",
        "no-text": "A Dockerfile is a text.",
        "starts": "The engine does start something.",
        "starts-nothing": "Does anything start at all?",
        "order": "The words are right, and their order is not.",
        "bounds": "argv[{}] begins or ends elsewhere.",
        "word": "argv[{}] is another word.",
        "more": "As far as it goes it is right, but there are more words.",
        "fewer": "As far as it goes it is right, but there are fewer words.",
        "other-words": "It starts {}.",
        "refused": "The engine refuses to start it: there is no command.",
        "no-build": "It does not come to a start: {}",
        "both": "It shows nothing: the engine and the model start {}.",
        "both-refuse": "It shows nothing: the engine and the model refuse to start it.",
    }
)

KOREAN: Mapping[str, str] = MappingProxyType(
    {
        "right": "맞았습니다.",
        "no-list": "아직 답이 없습니다. 점 세 개 대신 단어의 리스트를 쓰세요.",
        "no-file": "아직 답이 없습니다. 점 세 개 대신 Dockerfile을 쓰세요.",
        "one-text": "argv는 단어의 리스트인데 이것은 문자열 하나입니다. 단어는 어디에서 끝날까요?",
        "no-words": "argv는 리스트이고, 그 안의 단어는 모두 문자열이어야 합니다.",
        "no-text": "Dockerfile은 문자열로 써야 합니다.",
        "starts": "엔진은 거부하지 않고 무언가를 시작합니다.",
        "starts-nothing": "애초에 시작되는 것이 있을까요?",
        "order": "단어는 맞지만 순서가 틀렸습니다.",
        "bounds": "argv[{}]: 이 단어가 시작하거나 끝나는 곳이 다릅니다.",
        "word": "argv[{}]: 이 자리에는 다른 단어가 옵니다.",
        "more": "여기까지는 맞지만 단어가 더 있습니다.",
        "fewer": "여기까지는 맞지만 단어가 너무 많습니다.",
        "other-words": "실제로 시작되는 것은 이것입니다: {}",
        "refused": "엔진이 시작을 거부합니다. 명령이 없습니다.",
        "no-build": "시작까지 가지 못합니다: {}",
        "both": "반례가 아닙니다. 엔진과 모델이 시작하는 것이 같습니다: {}",
        "both-refuse": "반례가 아닙니다. 엔진도 모델도 시작을 거부합니다.",
    }
)
