using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Shop.Tests;

/// <summary>What every other test relies on.</summary>
public sealed class FactoryTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task The_shop_starts_and_is_ready() =>
        Assert.Equal("Healthy", await (await shop.Visitor().Get("/health/ready")).Content.ReadAsStringAsync());

    [Fact]
    public async Task A_missing_page_is_told_as_a_page_and_to_programs_as_problem_details()
    {
        var page = await shop.Visitor().GetPage("/there-is-no-such-page", HttpStatusCode.NotFound);
        Assert.NotNull(page.QuerySelector("h1"));

        var program = shop.Visitor();
        program.Headers.Add("Accept", "application/json");
        var answer = await program.Get("/there-is-no-such-page");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("requestId", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_on_the_database_that_was_asked_for() =>
        Assert.Equal(TestDatabase.UsesPostgres, await shop.InDb(db => Task.FromResult(db.Database.IsNpgsql())));

    [Fact]
    public async Task It_keeps_the_time_of_the_test()
    {
        shop.Clock.Now = TestClock.Opening.AddDays(3);
        await shop.With<TimeProvider>(clock => { Assert.Equal(TestClock.Opening.AddDays(3), clock.GetUtcNow().UtcDateTime); return Task.CompletedTask; });
    }

    [Fact]
    public async Task It_comes_to_rest()
    {
        await shop.Settle();
        Assert.Equal(0, await shop.InDb(db => db.SavedEvents.CountAsync(e => e.DeliveredAt == null && e.DeadAt == null)));
    }
}
