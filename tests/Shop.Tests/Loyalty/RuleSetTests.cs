using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>A rule set is written, published once and then for ever; what happened is judged by the one of its time.</summary>
public sealed class RuleSetTests : IDisposable
{
    private static readonly Actor Kari = Actor.Staff(NewId.Next(), "Kari");

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly TestClock _clock = new();
    private readonly ServiceProvider _services;

    public RuleSetTests() => _services = _database.Services(s => s.AddSingleton<TimeProvider>(_clock).AddLoyalty());

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Drafts_become_the_next_rules_and_each_moment_has_its_own()
    {
        var programme = await Programme();
        Assert.Null(await With<RuleBook, PublishedRules?>(b => b.At(_clock.Now, default)));
        var (first, second) = (await Draft(programme, Rate(1)), await Draft(programme, Rate(2)));
        Assert.Equal(1, await Publish(first));
        Assert.Equal(2, await Publish(second, _clock.Now.AddDays(10)));

        await With<RuleBook, int>(async book =>
        {
            Assert.Null(await book.At(_clock.Now.AddTicks(-1), default));
            Assert.Equal((first, 1, 1), await Seen(book, _clock.Now));
            Assert.Equal((first, 1, 1), await Seen(book, _clock.Now.AddDays(10).AddTicks(-1)));
            Assert.Equal((second, 2, 2), await Seen(book, _clock.Now.AddDays(10)));
            Assert.Equal(1, (await book.Of(first, default))!.Rules.Earning.Points.Points);
            Assert.Null(await book.Of(NewId.Next(), default));
            Assert.Equal(("The Kiln", "spark", "sparks", 2), await book.Programme(default) is { } name ? (name.Name, name.PointWord, name.PointsWord, name.EditionYears) : default);
            return 0;
        });
        var row = await InDb(db => db.RuleSets.AsNoTracking().SingleAsync(r => r.Id == second));
        Assert.Equal(("Kari", _clock.Now, RuleSetState.Published), (row.PublishedBy, row.PublishedAt!.Value, row.State));
    }

    [Fact]
    public async Task The_book_is_read_once_however_often_it_is_asked()
    {
        var programme = await Programme();
        for (var i = 1; i <= 20; i++)
        {
            await Publish(await Draft(programme, Rate(i)));
            _clock.Advance(TimeSpan.FromDays(1));
        }
        var commands = new CommandCount();
        await using var services = _database.Services(s => s.AddSingleton<TimeProvider>(_clock).AddLoyalty().ConfigureDbContext<ShopDb>(o => o.AddInterceptors(commands)));
        using var scope = services.CreateScope();
        var book = scope.ServiceProvider.GetRequiredService<RuleBook>();
        for (var i = 1; i <= 20; i++) Assert.Equal(i, (await book.At(TestClock.Opening.AddDays(i - 1).AddHours(3), default))!.Number);
        Assert.Same(await book.At(_clock.Now, default), await book.At(_clock.Now, default));
        await book.Programme(default);
        Assert.Equal(1, commands.Count);
    }

    [Fact]
    public async Task What_is_published_never_changes_and_a_draft_may_be_thrown_away()
    {
        var programme = await Programme();
        var (published, draft) = (await Draft(programme, Rate(1)), await Draft(programme, Rate(2)));
        await Publish(published);
        foreach (var set in (string[])["\"Name\" = 'x'", "\"Content\" = ''", "\"State\" = 'Draft'", "\"EffectiveFrom\" = null"])
            await Refuses($"UPDATE loyalty_rule_sets SET {set} WHERE \"Number\" = 1");
        await Refuses("DELETE FROM loyalty_rule_sets WHERE \"Number\" = 1");
        if (TestDatabase.UsesPostgres) await Refuses("TRUNCATE loyalty_rule_sets CASCADE");

        var edited = await InDb(async db =>
        {
            var row = await db.RuleSets.SingleAsync(r => r.Id == draft);
            row.Edit("Kinder", Rate(3), Kari, _clock.Now);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(1, edited);
        Assert.Equal(1, await InDb(db => db.Database.ExecuteSqlRawAsync("DELETE FROM loyalty_rule_sets WHERE \"Number\" IS NULL")));
        Assert.Equal(1, await InDb(db => db.RuleSets.CountAsync()));
    }

    [Fact]
    public async Task Of_those_who_publish_at_once_each_gets_a_number_or_a_sentence()
    {
        var programme = await Programme();
        var drafts = new List<Guid>();
        for (var i = 1; i <= 6; i++) drafts.Add(await Draft(programme, Rate(i)));
        // Three of them twice at once, and each later than the one before.
        var tries = await Task.WhenAll(drafts.Concat(drafts.Take(3)).Select((id, i) => Task.Run(async () =>
        {
            try
            {
                await Publish(id, _clock.Now.AddDays(i));
                return true;
            }
            catch (RuleBroken)
            {
                return false; // published already, or a later one was quicker
            }
        })));
        var published = await InDb(db => db.RuleSets.AsNoTracking().Where(r => r.State == RuleSetState.Published).OrderBy(r => r.Number).ToListAsync());
        Assert.Equal(tries.Count(won => won), published.Count);
        Assert.Equal(Enumerable.Range(1, published.Count), published.Select(r => r.Number!.Value));
        Assert.Equal(published.Select(r => r.EffectiveFrom).Order(), published.Select(r => r.EffectiveFrom));
        Assert.NotEmpty(published);
    }

    [Fact]
    public async Task What_cannot_be_published_says_why_and_stays_a_draft()
    {
        var programme = await Programme();
        await Says("begin now or later", await Draft(programme, Rate(1)), _clock.Now.AddMinutes(-1));
        await Says("earning.points.perMinor", await Draft(programme, new ProgrammeRules { Earning = new EarningTerms { Points = new Rate(1, 0) } }));
        await Says("1 more fault", await Draft(programme, new ProgrammeRules { Earning = new EarningTerms { Points = new Rate(-1, 0) } }));
        await Says("no such rule set", NewId.Next());
        Assert.Equal(0, await InDb(db => db.RuleSets.CountAsync(r => r.State == RuleSetState.Published)));

        var published = await Draft(programme, Rate(1));
        await Publish(published, _clock.Now.AddDays(5));
        await Says("never change", published);
        await Says("after the ones published last", await Draft(programme, Rate(2)), _clock.Now.AddDays(5));
        await InDb(async db =>
        {
            var row = await db.RuleSets.SingleAsync(r => r.Id == published);
            Assert.Throws<RuleBroken>(() => row.Edit("x", Rate(9), Kari, _clock.Now));
            return 0;
        });
    }

    [Theory]
    [InlineData("", "point", "points", "Europe/Oslo", 1)]
    [InlineData("Club", " ", "points", "Europe/Oslo", 1)]
    [InlineData("Club", "point", "", "Europe/Oslo", 1)]
    [InlineData("Club", "point", "points", "Europe/Atlantis", 1)]
    [InlineData("Club", "point", "points", "W. Europe Standard Time", 1)]
    [InlineData("Club", "point", "points", "Europe/Oslo", 0)]
    [InlineData("Club", "point", "points", "Europe/Oslo", 4)]
    public void A_club_without_names_zone_or_edition_is_refused(string name, string point, string points, string zone, int years) =>
        Assert.Throws<RuleBroken>(() => Shop.Loyalty.Programme.Open(name, point, points, zone, years, TestClock.Opening));

    [Fact]
    public async Task The_club_of_the_demo_opens_with_its_rules_in_force()
    {
        var (programme, rules) = KilnRules.Open("Europe/Oslo", _clock.Now);
        await InDb(db => { db.AddRange(programme, rules); return db.SaveChangesAsync(); });
        var found = await With<RuleBook, PublishedRules?>(b => b.At(_clock.Now, default));
        Assert.Equal(KilnRules.First.ToJson(), found!.Rules.ToJson());
        Assert.Equal("Europe/Oslo", found.Zone.Id);
    }

    private static ProgrammeRules Rate(int points) => FullRules.First with { Earning = FullRules.First.Earning with { Points = new Rate(points, 100) } };

    private static async Task<(Guid, int, long)> Seen(RuleBook book, DateTime at) => await book.At(at, default) is { } rules ? (rules.RuleSetId, rules.Number, rules.Rules.Earning.Points.Points) : default;

    private async Task<Guid> Programme()
    {
        var programme = Shop.Loyalty.Programme.Open("The Kiln", "spark", "sparks", "Europe/Oslo", 2, _clock.Now);
        await InDb(db => { db.Add(programme); return db.SaveChangesAsync(); });
        return programme.Id;
    }

    private async Task<Guid> Draft(Guid programmeId, ProgrammeRules rules)
    {
        var draft = RuleSet.Draft(programmeId, "Rules", rules, _clock.Now);
        await InDb(db => { db.Add(draft); return db.SaveChangesAsync(); });
        return draft.Id;
    }

    private Task<int> Publish(Guid id, DateTime? from = null) => With<PublishRuleSet, int>(p => p.Run(id, from, Kari, default));

    private async Task Says(string expected, Guid id, DateTime? from = null) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<RuleBroken>(() => Publish(id, from))).Message, StringComparison.Ordinal);

    private async Task Refuses(string statement) =>
        Assert.Contains("never changes", (await Assert.ThrowsAnyAsync<DbException>(() => InDb(db => db.Database.ExecuteSqlRawAsync(statement)))).Message, StringComparison.Ordinal);

    private Task<T> InDb<T>(Func<ShopDb, Task<T>> ask) => With<ShopDb, T>(ask);

    private async Task<T> With<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        using var scope = _services.CreateScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private sealed class CommandCount : DbCommandInterceptor
    {
        public int Count { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return new(result);
        }
    }
}
