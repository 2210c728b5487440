using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;

namespace Shop.Tests.Data;

/// <summary>The hand-written migrations make exactly the tables that the model describes, on the database these tests run on.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Migrating_an_empty_database_gives_exactly_the_model()
    {
        using var migrated = TestDatabase.Empty();
        using var created = TestDatabase.Empty();
        var expected = await Describe(created, (db, _) => db.Database.EnsureCreatedAsync());
        var actual = await Describe(migrated, (_, update) => update.Run(default));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Migrating_twice_is_nothing()
    {
        using var database = TestDatabase.Empty();
        var once = await Describe(database, (_, update) => update.Run(default));
        Assert.Equal(once, await Describe(database, (_, update) => update.Run(default)));
    }

    [Theory]
    [InlineData("create index extra on data_job_runs (\"Node\")")]
    [InlineData("alter table data_job_runs add column extra varchar(20)")]
    [InlineData("create table extra (id int primary key references data_job_runs (\"Attempts\"))")]
    public async Task A_difference_is_noticed(string change)
    {
        using var database = TestDatabase.Empty();
        var before = await Describe(database, (_, update) => update.Run(default));
        if (change.Contains("references", StringComparison.Ordinal)) change = change.Replace("id int", TestDatabase.UsesPostgres ? "id uuid" : "id text", StringComparison.Ordinal).Replace("Attempts", "Id", StringComparison.Ordinal);
        Assert.NotEqual(before, await Describe(database, (db, _) => db.Database.ExecuteSqlRawAsync(change)));
    }

    private static async Task<List<string>> Describe(TestDatabase database, Func<ShopDb, SchemaUpdate, Task> after)
    {
        await using var services = database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await after(db, scope.ServiceProvider.GetRequiredService<SchemaUpdate>());
        return await db.Database.SqlQueryRaw<string>(db.Database.IsSqlite() ? Sqlite : Postgres).ToListAsync();
    }

    private const string Sqlite = """
        select * from (
            select 'column ' || m.name || '.' || c.name || ' ' || c.type || ' not null ' || c."notnull" || ' key ' || c.pk || ' default ' || coalesce(c.dflt_value, '-') as "Value"
                from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like '\_\_EF%' escape '\'
            union all
            select 'foreign key ' || m.name || '.' || k."from" || ' to ' || k."table" || '.' || coalesce(k."to", '-') || ' ' || k.on_delete
                from sqlite_master m, pragma_foreign_key_list(m.name) k where m.type = 'table'
            union all
            select type || ' ' || tbl_name || ' ' || replace(sql, char(10), '') from sqlite_master where type in ('index', 'view') and sql is not null
        ) order by 1
        """;

    private const string Postgres = """
        select * from (
            select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '-') || ' null ' || is_nullable || ' default ' || coalesce(column_default, '-') || ' ' || coalesce(collation_name, '-') as "Value"
                from information_schema.columns where table_schema = 'public' and table_name not like '\_\_EF%'
            union all
            select 'constraint ' || c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
                from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'public' and c.conrelid::regclass::text not like '%\_\_EF%'
            union all
            select 'index ' || tablename || ' ' || indexdef from pg_indexes where schemaname = 'public' and tablename not like '\_\_EF%'
        ) as described order by 1
        """;
}
