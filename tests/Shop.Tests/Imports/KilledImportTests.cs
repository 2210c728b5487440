using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Imports.Goods;
using Shop.Kernel;

namespace Shop.Tests.Imports;

/// <summary>A real process, really killed in the middle of bringing in goods: the next one goes on where it stood, and nothing is there twice.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private Actor? _ingrid;

    [Fact]
    public async Task What_was_killed_in_the_middle_is_brought_in_whole_and_once()
    {
        using var database = TestDatabase.Migrated();
        await using var services = database.Services(s => s.AddSingleton(TimeProvider.System).AddScoped<GoodsDesk>().AddSingleton<GoodsBell>());
        var id = await Prepared(services);
        var settings = new Dictionary<string, string?>(database.Settings) { ["Demo:Enabled"] = "false" };

        int atTheKill;
        using (var first = ShopProcess.StartBuilt("Production", settings))
        {
            await Until(services, id, r => r.State == GoodsRunState.Checked, first);
            await InDb(services, (desk, _) => desk.Import(id, _ingrid!, default));
            atTheKill = await Until(services, id, r => r.State == GoodsRunState.Importing && r.Cursor > 0, first);
            first.Kill();
        }
        Assert.InRange(atTheKill, 1, Rows - 1);

        using var second = ShopProcess.StartBuilt("Production", settings);
        await Until(services, id, r => r.State == GoodsRunState.Done, second);
        await InDb(services, async (_, db) =>
        {
            var run = await db.GoodsRuns.AsNoTracking().SingleAsync(r => r.Id == id);
            Assert.Equal((Rows, Rows, 0), (run.Cursor, run.Created, run.Rejected));
            Assert.Equal((Rows, Rows / 2), (await db.Variants.CountAsync(), await db.Products.CountAsync()));
            Assert.Equal((Rows, Rows), (await db.StockMovements.CountAsync(), await db.StockLevels.CountAsync(l => l.OnHand == 3)));
            Assert.Equal(Rows, await db.GoodsLines.CountAsync());
        });
    }

    private async Task<Guid> Prepared(ServiceProvider services)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        db.Add(ShopProfile.Open("Test shop", "EUR", "NO", "Europe/Oslo", TestClock.Opening));
        await db.SaveChangesAsync();
        var file = new StringBuilder("sku,name,price,stock,product,options\n");
        for (var i = 0; i < Rows; i++) file.Append(CultureInfo.InvariantCulture, $"K-{i:00000},Cup {i / 2},5.00,3,cup-{i / 2},Colour: {(i % 2 == 0 ? "Moss" : "Chalk")}\n");
        using var sent = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
        var desk = scope.ServiceProvider.GetRequiredService<GoodsDesk>();
        var user = User.Register("ingrid@example.org", "Ingrid Solberg", "no password", TestClock.Opening);
        var (roles, staff) = (db.Set<IdentityRole<Guid>>(), Roles.Staff);
        db.Add(user);
        db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = await roles.Where(r => r.Name == staff).Select(r => r.Id).SingleAsync() });
        await db.SaveChangesAsync();
        _ingrid = Actor.Staff(user.Id, "Ingrid Solberg");
        var id = await desk.Upload(sent, "killed.csv", _ingrid, default);
        var run = await db.GoodsRuns.AsNoTracking().SingleAsync();
        await desk.Check(id, run.Mapping, GoodsTerms.Usual, null, _ingrid, default);
        return id;
    }

    private static async Task InDb(ServiceProvider services, Func<GoodsDesk, ShopDb, Task> use)
    {
        using var scope = services.CreateScope();
        await use(scope.ServiceProvider.GetRequiredService<GoodsDesk>(), scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    private static async Task<int> Until(ServiceProvider services, Guid id, Func<GoodsRun, bool> reached, ShopProcess shop)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(10))
        {
            using var scope = services.CreateScope();
            var run = await scope.ServiceProvider.GetRequiredService<ShopDb>().GoodsRuns.AsNoTracking().SingleAsync(r => r.Id == id);
            if (reached(run)) return run.Cursor;
            if (shop.HasExited) Assert.Fail(shop.Output);
        }
        Assert.Fail($"It did not come so far:\n{shop.Output}");
        return 0;
    }
}
