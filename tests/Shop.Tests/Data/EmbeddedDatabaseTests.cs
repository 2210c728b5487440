using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Tests.Data;

/// <summary>The embedded database keeps what it acknowledged, waits for its turn and belongs to one process. Runs on SQLite, whatever the other tests run on.</summary>
public sealed class EmbeddedDatabaseTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")] // FULL: a commit survives a power cut
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    public async Task Every_connection_opens_safely(string pragma, string expected)
    {
        using var database = TestDatabase.Empty(embedded: true);
        await using var services = database.Services();
        await Update(services);
        for (var again = 0; again < 2; again++)
        {
            using var scope = services.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            if (again == 0) await db.Database.OpenConnectionAsync();
            else db.Database.OpenConnection();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            Assert.Equal(expected, Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task The_migration_lock_of_a_dead_process_does_not_keep_the_shop_closed()
    {
        using var database = TestDatabase.Empty(embedded: true);
        await using (var before = database.Services())
        {
            using var scope = before.CreateScope();
            await scope.ServiceProvider.GetRequiredService<ShopDb>().Database.ExecuteSqlRawAsync("""
                create table "__EFMigrationsLock" ("Id" integer not null constraint "PK___EFMigrationsLock" primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2026-01-01 00:00:00+00:00');
                """);
        }
        await using var services = database.Services();
        await Update(services).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_second_holder_of_the_same_file_is_refused_until_the_first_lets_go()
    {
        using var database = TestDatabase.Empty(embedded: true);
        await using var second = database.Services();
        await using (var first = database.Services())
        {
            await Update(first);
            var refused = await Assert.ThrowsAsync<RuleBroken>(() => Update(second));
            Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
            Assert.Contains(database.SqliteFile, refused.Message, StringComparison.Ordinal);
        }
        await Update(second);
    }

    private static async Task Update(ServiceProvider services)
    {
        using var scope = services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<SchemaUpdate>().Run(default);
    }
}
