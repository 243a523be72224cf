"""What an assessment rests on in law: the article in the treaty's words, the notes that apply it,
the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.explanation import cost_paragraph
from ccmcost.words.catalogue import catalogue
from ccmcost.words.speaker import Speaker


def legal_basis(
    results: Sequence[Apportionment], words: Speaker, decision: str = ""
) -> dict[str, Any]:
    """The legal basis of one or more meetings billed together, as a section of a document."""
    paragraph, article, language = (
        cost_paragraph(results[0]),
        words.convention.cost_article,
        words.language,
    )
    intro = quote = quote_language = ""
    notes = []
    if paragraph is None:
        notes.append(words("legal_rule", legal=words.quoted(results[0].rule.legal_source)))
    else:
        texts = article.paragraphs[paragraph]
        quote_language = language if language in texts else "en"
        key = "legal_article" if quote_language == language else "legal_article_english"
        intro = words(
            key, convention=words.convention_name, article=article.number, paragraph=paragraph
        )
        quote = catalogue(quote_language)["quote"].format(text=texts[quote_language])
        notes += _notes(results, words)
    if decision:
        notes.append(words("legal_approved", decision=words.quoted(decision)))
    return {
        **{"heading": words("heading_legal"), "intro": intro, "notes": notes},
        **{"quote": quote, "quote_lang": quote_language},
    }


def _notes(results: Sequence[Apportionment], words: Speaker) -> list[str]:
    """Of meetings that the article does not name itself: that the notes which convened them apply
    it.
    """
    by_note = [
        result.meeting for result in results if result.meeting and not _named_by_article(result)
    ]
    documents = dict.fromkeys(meeting.convened.document for meeting in by_note if meeting.convened)
    cited = "; ".join(words.quoted(document) for document in documents if document)
    return (
        [words("legal_note_document", document=cited) if cited else words("legal_note")]
        if by_note
        else []
    )


def _named_by_article(result: Apportionment) -> bool:
    """Whether the cost article names meetings of this kind itself:
    the register's basis is then nothing but the article.
    """
    assert result.meeting is not None
    kind = result.convention.meeting_kinds.get(result.meeting.kind)
    return kind is None or kind.basis.startswith(f"art. {result.convention.cost_article.number}(")
