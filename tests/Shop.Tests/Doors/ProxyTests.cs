using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Tests.Races;
using Shop.Web.Doors;

namespace Shop.Tests.Doors;

/// <summary>Whose word counts about where a visitor comes from.</summary>
public sealed class ProxyTests
{
    private sealed class Behind(string known) : ListeningShop
    {
        protected override Dictionary<string, string?> Settings => new() { ["Proxy:Known"] = known, ["Limits:SensitivePerMinute"] = "3" };
    }

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.0/8, 10.0.0.0/8", "198.51.100.9, 203.0.113.7, 10.1.2.3", "203.0.113.7")] // what the visitor wrote himself stays outside
    [InlineData("10.9.9.9", "203.0.113.7", "127.0.0.1")]
    [InlineData("", "203.0.113.7", "127.0.0.1")]
    public async Task Only_a_known_proxy_tells_the_visitors_address(string known, string header, string seen)
    {
        await using var shop = new Behind(known);
        var user = await shop.Account("address@example.org");
        var visitor = shop.Visitor();
        visitor.Headers.Add("X-Forwarded-For", header);
        await visitor.SignIn("address@example.org");
        Assert.Equal(seen, await shop.InDb(db => db.AccountSessions.Where(s => s.UserId == user.Id).Select(s => s.Address).SingleAsync()));
    }

    [Theory]
    [InlineData("127.0.0.1", 12)]
    [InlineData("", 3)]
    public async Task Limits_count_visitors_behind_a_known_proxy_and_nobody_can_dress_up(string known, int served)
    {
        await using var shop = new Behind(known);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            var visitor = shop.Visitor();
            visitor.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            answers.Add((await visitor.Submit((await visitor.GetPage("/account/forgotten")).Form("[name=Email]"), ("Email", "nobody@example.org"))).StatusCode);
        }
        Assert.Equal(served, answers.Count(a => a == HttpStatusCode.Found));
    }

    [Theory]
    [InlineData("10.0.0.2,fd00::/8", true)]
    [InlineData("nginx", false)]
    [InlineData("10.0.0.0/40", false)]
    public void A_name_that_is_no_address_stops_the_start(string known, bool valid) =>
        Assert.Equal(valid, new ProxyOptions.Check().Validate(null, new ProxyOptions { Known = known }).Succeeded);
}
