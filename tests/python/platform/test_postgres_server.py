from postgres_server import connect


def test_the_database_is_empty_and_ours(postgres_environment):
    connection = connect(postgres_environment)
    with connection.cursor() as cursor:
        cursor.execute("select current_database(), count(*) from pg_tables where schemaname='raw'")
        assert cursor.fetchone() == (postgres_environment["PGDATABASE"], 0)
    connection.close()
