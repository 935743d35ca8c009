"""Citations read as a lawyer would write them."""

import pytest

from law.articles import Article, Statute


@pytest.mark.parametrize(
    ("article", "written"),
    [
        (Article(Statute.ACCESS_LAW, "16"), "Ley 5282/2014, art. 16"),
        (Article(Statute.ACCESS_LAW, "2.1"), "Ley 5282/2014, art. 2.1"),
        (Article(Statute.ACCESS_LAW, "23–24"), "Ley 5282/2014, arts. 23–24"),
        (Article(Statute.CIVIL_CODE, "338, 341 y 342"), "Código Civil, arts. 338, 341 y 342"),
        (Article(Statute.ACCESS_DECREE), "Decreto 4064/2015"),
    ],
)
def test_an_article_is_cited_with_its_statute(article: Article, written: str) -> None:
    assert str(article) == written
