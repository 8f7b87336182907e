from press.article import content_hash

FIELDS = {"title": "Titel", "kicker": None, "lead": "Vor", "body": "Ein Satz.", "published": None}


def test_it_is_32_hexadecimal_digits_and_always_the_same():
    assert content_hash(**FIELDS) == content_hash(**FIELDS)
    assert len(content_hash(**FIELDS)) == 32
    assert int(content_hash(**FIELDS), 16)


def test_blanks_line_breaks_and_normal_forms_do_not_count():
    composed = content_hash(**FIELDS | {"body": "Über  \xa0Ämter\n\nund mehr "})
    assert composed == content_hash(**FIELDS | {"body": "U\u0308ber A\u0308mter und mehr"})


def test_every_part_counts():
    changed = {content_hash(**FIELDS | {key: "2022-10-13"}) for key in FIELDS}
    assert len({*changed, content_hash(**FIELDS)}) == 6


def test_text_moved_from_one_part_to_another_counts():
    one = content_hash(**FIELDS | {"kicker": "a", "title": "b"})
    assert one != content_hash(**FIELDS | {"kicker": None, "title": "a b"})
    assert one != content_hash(**FIELDS | {"kicker": "a b", "title": None})
