using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;

namespace Shop.Tests.Data;

/// <summary>Real processes, really killed: whatever a start was doing when it died, the next one opens the shop.</summary>
public sealed class KilledStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(150)]
    public async Task After_a_kill_during_migration_the_next_start_opens_the_shop(int millisecondsAfterTheFirstTable)
    {
        using var database = TestDatabase.Empty();
        using (var first = ShopProcess.StartBuilt("Production", database.Settings))
        {
            await FirstTable(database, first);
            await Task.Delay(millisecondsAfterTheFirstTable);
            first.Kill();
        }
        using var second = ShopProcess.StartBuilt("Production", database.Settings);
        await second.Live(Patience); // not “ready”: an empty database is up to date but holds no shop yet
        await using var services = database.Services();
        using var scope = services.CreateScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<SchemaUpdate>().IsCurrent(default));
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_with_a_sentence()
    {
        using var database = TestDatabase.Empty(embedded: true);
        using var first = ShopProcess.StartBuilt("Production", database.Settings);
        await first.Live(Patience);
        using var second = ShopProcess.StartBuilt("Production", database.Settings);
        Assert.NotEqual(0, await second.End(Patience));
        Assert.Contains("in use by another process. Stop that one first", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Shop.", second.Output, StringComparison.Ordinal);

        first.Kill();
        using var third = ShopProcess.StartBuilt("Production", database.Settings);
        await third.Live(Patience);
    }

    private static async Task FirstTable(TestDatabase database, ShopProcess shop)
    {
        await using var services = database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var sql = db.Database.IsSqlite() ? "select count(*) as \"Value\" from sqlite_master where name like '%_EFMigrations%'" : "select count(*) as \"Value\" from information_schema.tables where table_schema = 'public'";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(1))
        {
            if (shop.HasExited) Assert.Fail(shop.Output);
            if (db.Database.IsSqlite() && !File.Exists(database.SqliteFile)) continue;
            if (await db.Database.SqlQueryRaw<int>(sql).SingleAsync() > 0) return;
        }
        Assert.Fail("It did not begin to migrate.");
    }
}
