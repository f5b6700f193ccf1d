from postgres_server import connect, temporary_database


def test_the_database_is_empty_and_ours(postgres_server):
    with temporary_database(postgres_server) as environment:
        connection = connect(environment)
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_database(), count(*) from pg_tables where schemaname = 'raw'"
            )
            assert cursor.fetchone() == (environment["PGDATABASE"], 0)
        connection.close()
