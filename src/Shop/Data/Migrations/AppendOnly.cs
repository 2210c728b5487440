using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Tables in which the database itself refuses to change or delete a row.</summary>
internal static class AppendOnly
{
    public static void Protect(MigrationBuilder migration, string table)
    {
        if (migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
                migration.Sql($"CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
            return;
        }
        migration.Sql($"""
            CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
            REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC;
            """);
    }

    /// <summary>In SQLite “insert or replace” deletes without asking the guard against deleting; here it is refused as well. PostgreSQL has no such statement.</summary>
    /// <param name="key">The columns of the table's key.</param>
    public static void RefuseReplacing(MigrationBuilder migration, string table, params string[] key)
    {
        if (migration.ActiveProvider != "Microsoft.EntityFrameworkCore.Sqlite") return;
        var same = string.Join(" AND ", key.Select(k => $"\"{k}\" = NEW.\"{k}\""));
        migration.Sql($"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
    }

    /// <summary>Rows that can be changed until they say of themselves that they are done.</summary>
    /// <param name="done">A condition that begins with its one, quoted, column.</param>
    public static void ProtectWhere(MigrationBuilder migration, string table, string done)
    {
        var old = $"OLD.{done}";
        if (migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
                migration.Sql($"CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table} WHEN {old} BEGIN SELECT RAISE(ABORT, 'a row of {table} that is done never changes'); END;");
            return;
        }
        migration.Sql($"""
            CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a row of {table} that is done never changes'; END $$;
            CREATE TRIGGER {table}_done BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW WHEN ({old}) EXECUTE FUNCTION {table}_refuse();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
            REVOKE TRUNCATE ON {table} FROM PUBLIC;
            """);
    }
}
