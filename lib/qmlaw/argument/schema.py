"""What the files in ``data/argument`` and ``data/evidence`` may contain, and how a mistake is reported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

FACT_VERDICTS = ("correct", "simplified", "debatable", "wrong", "unverifiable")
OUTCOMES = ("for", "against", "mixed", "void")
EDGE_TYPES = ("support", "rebut", "undercut", "presuppose")
SCALES = ("quick", "full")

CLAIM_ID = {"type": "string", "pattern": "^[DIPCOS][0-9]+$"}
TEST_ID = {"type": "string", "pattern": "^T[0-9]+$"}
NOTEBOOK = {"type": "string", "pattern": "^[0-9]{2}$"}
DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _texts(longest: int | None = None) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, **({"maxLength": longest} if longest else {})}
    return _object({"en": text, "ko": text})


FACT_VERDICT = {"enum": list(FACT_VERDICTS)}
SOURCE = _object(
    {"ref": {"type": "string", "minLength": 5}, "checked": {"enum": ["text", "abstract", "computed", "no"]}},
    {"doi": {"type": "string", "pattern": "^10\\..+/.+"}},
)
FACTCHECK = _object(
    {"verdict": FACT_VERDICT, "reason": _texts(), "sources": {"type": "array", "items": SOURCE}},
    {"details": {"type": "array", "items": _object({"verdict": FACT_VERDICT, "text": _texts()})}},
)
EDGE = _object(
    {"to": CLAIM_ID, "type": {"enum": list(EDGE_TYPES)}},
    {"group": {"type": "string", "minLength": 1}},
)
CLAIM = _object(
    {
        "id": CLAIM_ID,
        "kind": {"enum": list("DIPCOS")},
        "section": {"type": ["string", "null"]},
        "label": _texts(longest=24),
        "text": _texts(),
        "edges": {"type": "array", "items": EDGE},
        "notebook": NOTEBOOK,
    },
    {
        "tacit": {"type": "boolean"},
        "examined": {"type": "boolean"},
        "factcheck": FACTCHECK,
        "reply": _texts(),
        "untested": _texts(),
        "evidence": {"type": "array", "items": TEST_ID},
    },
)
CLAIMS = _object({"claims": {"type": "array", "items": CLAIM, "minItems": 1}})

BOUND = {"enum": ["value", "low", "high"]}
COMPARISON = _object(
    {"metric": NAME, "op": {"enum": ["<", "<=", ">", ">="]}},
    {
        "bound": BOUND,
        "value": {"type": "number"},
        "than": _object({"metric": NAME}, {"bound": BOUND, "factor": {"type": "number"}}),
    },
)
COMPARISON["oneOf"] = [{"required": ["value"]}, {"required": ["than"]}]
CONDITION = {
    "oneOf": [
        _object({"all": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}}),
        _object({"any": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}}),
        COMPARISON,
    ]
}
RULE = _object(
    {"outcome": {"enum": list(OUTCOMES)}, "why": _texts()}, {"when": {"$ref": "#/$defs/condition"}}
)
VERDICTS = {
    "type": "object",
    "propertyNames": CLAIM_ID,
    "additionalProperties": {"type": "array", "items": RULE, "minItems": 2},
    "minProperties": 1,
}
METRIC_SPEC = _object(
    {"name": NAME, "unit": {"type": "string"}, "description": _texts()},
    {"rtol": {"type": "number", "minimum": 0}, "atol": {"type": "number", "minimum": 0}},
)
TEST = _object(
    {
        "id": TEST_ID,
        "claims": {"type": "array", "items": CLAIM_ID, "minItems": 1},
        "title": _texts(),
        "question": _texts(),
        "hypothesis": _texts(),
        "protocol": _texts(),
        "metrics": {"type": "array", "items": METRIC_SPEC, "minItems": 1},
        "verdicts": VERDICTS,
        "cannot_show": _texts(),
        "registered": DATE,
        "history": {
            "type": "array",
            "items": _object({"changed": DATE, "why": _texts(), "verdicts": VERDICTS}),
        },
        "notebook": NOTEBOOK,
        "cost": _texts(),
    }
)
TESTS = {
    **_object({"tests": {"type": "array", "items": TEST, "minItems": 1}}),
    "$defs": {"condition": CONDITION},
}

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
WORDS = _object({}, {"en": _WORDS, "ko": _WORDS})
TERM = _object(
    {
        "ko": {"type": "string", "minLength": 1},
        "en": {"type": "string", "minLength": 1},
        "definition": _texts(),
    },
    {
        "theme": NAME,
        "in_essay": {"type": "boolean"},
        "essay_spelling": {"type": "string"},
        "forms": WORDS,
        "rivals": WORDS,
        "common": {"type": "boolean"},
    },
)
GLOSSARY = _object(
    {
        "themes": {"type": "object", "propertyNames": NAME, "additionalProperties": _texts()},
        "terms": {"type": "array", "items": TERM, "minItems": 1},
    }
)

QUESTION = _object({"test": TEST_ID, "metric": NAME, "question": _texts()})
PREDICTIONS = _object({"questions": {"type": "array", "items": QUESTION, "minItems": 1}})

POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
MAP = _object(
    {"places": {"type": "object", "propertyNames": CLAIM_ID, "additionalProperties": POINT}},
    {
        "junctions": {"type": "object", "additionalProperties": POINT},
        "routes": {"type": "object", "additionalProperties": {"type": "array", "items": POINT}},
    },
)

# The same safe subset of YAML, read by libyaml where it is there: ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NUMBER_OR_NULL = {"type": ["number", "null"]}
RUN = _object(
    {
        "date": DATE,
        "dataset": {"type": "string", "minLength": 1},
        "seconds": {"type": "number", "minimum": 0},
        "versions": {"type": "object", "additionalProperties": {"type": "string"}},
        "verdicts": {
            "type": "object",
            "propertyNames": CLAIM_ID,
            "additionalProperties": {"enum": list(OUTCOMES)},
        },
        "metrics": {
            "type": "object",
            "propertyNames": NAME,
            "additionalProperties": _object(
                {
                    "value": {"type": "number"},
                    "unit": {"type": "string"},
                    "low": NUMBER_OR_NULL,
                    "high": NUMBER_OR_NULL,
                    "seeds": {"type": ["integer", "null"], "minimum": 1},
                }
            ),
        },
    }
)
EVIDENCE = _object({"test": TEST_ID}, {"quick": RUN, "full": RUN})


class ArgumentDataError(ValueError):
    """A file of the argument breaks its schema, or the claims in it do not fit together."""


def read_yaml(path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    """Read a YAML file and check it.

    Parameters
    ----------
    path : Path
        File to read.
    schema : dict
        JSON schema, one of the constants of this module.

    Returns
    -------
    dict
        The checked content.

    Raises
    ------
    FileNotFoundError
        If the file does not exist.
    ArgumentDataError
        If it is not YAML or does not fit; the message names file, entry, field and what is allowed.
    """
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ArgumentDataError(f"{path.name}: not valid YAML: {error}") from error
    check(document, schema, path.name)
    return document


def check(document: Any, schema: dict[str, Any], file: str) -> None:
    """Compare a document with its schema.

    Parameters
    ----------
    document : any
        Content of a YAML or JSON file.
    schema : dict
        JSON schema.
    file : str
        Name of the file, for the message.

    Raises
    ------
    ArgumentDataError
        With one line per mistake (file, id of the entry, field, what is wrong and what is allowed), at
        most ten of them.
    """
    from jsonschema import Draft202012Validator  # takes a second to load where Jupyter's extras are installed

    errors = sorted(Draft202012Validator(schema).iter_errors(document), key=lambda error: list(error.path))
    if errors:
        raise ArgumentDataError("\n".join(_explain(error, document, file) for error in errors[:10]))


def check_unique(ids: list[str], what: str, file: str) -> None:
    """Refuse a list in which an id occurs twice.

    Parameters
    ----------
    ids : list of str
        The ids of a file, in order.
    what : str
        Name of the thing they identify, for the message.
    file : str
        Name of the file, for the message.

    Raises
    ------
    ArgumentDataError
        If an id occurs more than once.
    """
    repeated = sorted(name for name, count in Counter(ids).items() if count > 1)
    if repeated:
        raise ArgumentDataError(f"{file}: each {what} may occur once; repeated: {', '.join(repeated)}")


def _explain(error: Any, document: Any, file: str) -> str:
    path = list(error.path)
    entry, where = document, file
    for depth, step in enumerate(path[:2]):
        entry = entry[step]
        if depth == 1 and isinstance(entry, dict):
            where += f": {entry.get('id') or entry.get('ko') or f'entry {step}'}"
    named = (
        isinstance(document, dict) and len(path) >= 2 and isinstance(entry, dict) and isinstance(path[1], int)
    )
    field = ".".join(str(step) for step in (path[2:] if named else path)) or "(entry)"
    return f"{where}: field '{field}': {_allowed(error)}"


def _allowed(error: Any) -> str:
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = sorted(error.schema.get("properties", {}))
        extra = sorted(set(error.instance) - set(known))
        return f"unknown field {', '.join(map(repr, extra))}; allowed are {', '.join(known)}"
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"missing field {', '.join(map(repr, missing))}"
    if error.validator == "enum":
        return f"got {error.instance!r}; allowed are {', '.join(map(str, error.validator_value))}"
    if error.validator == "pattern":
        return f"got {error.instance!r}; it must match {error.validator_value}"
    if error.validator == "maxLength":
        return f"got {error.instance!r} ({len(error.instance)} characters); at most {error.validator_value}"
    if error.validator == "oneOf" and isinstance(error.instance, dict):
        return (
            f"got {error.instance!r}; a condition is {{all: [...]}}, {{any: [...]}} or "
            "{metric, op, value} or {metric, op, than: {metric, bound, factor}}, "
            "with op one of <, <=, >, >= and an optional bound value, low or high"
        )
    if error.validator == "type" and error.validator_value == "string":
        return f"got {error.instance!r}; it must be text (in YAML put dates and numbers in quotes)"
    return error.message
