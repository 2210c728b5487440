using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Web.Doors;

namespace Shop.Tests.Doors;

/// <summary>S1: asks every address the shop has, read from the running shop, as everybody there can be.</summary>
public sealed class RouteMatrixTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private static readonly string[] StaffRoles = [Roles.Staff, Roles.Manager, Roles.Packer, Roles.Support, Roles.Bookkeeper, Roles.Administrator];

    [Fact]
    public async Task Every_action_of_the_desk_answers_each_role_as_it_declares()
    {
        await shop.Account("customer@example.org");
        foreach (var role in StaffRoles) await shop.Account($"{role}@example.org", role);
        var rights = await RightsOfRoles();
        var asked = Asked(Door.BackOffice).ToList();
        Assert.True(asked.Count > 50, $"Only {asked.Count} addresses of the desk were found.");

        var odd = new ConcurrentBag<string>();
        foreach (var role in new[] { "", "Customer" }.Concat(StaffRoles))
        {
            var visitor = role.Length == 0 ? shop.Visitor() : await shop.SignedIn($"{role}@example.org");
            foreach (var (method, url, endpoint) in asked)
            {
                var needs = endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>();
                var expected = role switch
                {
                    "" => "sign in",
                    "Customer" => "refused",
                    _ => needs.All(n => rights[role].Contains(n.Right)) ? "answered" : "refused",
                };
                var got = Told(await Ask(visitor, method, url));
                if (got != expected) odd.Add($"{method} {url} as {(role.Length == 0 ? "nobody" : role)}: {got} instead of {expected}");
            }
        }
        Assert.Empty(odd);
    }

    [Fact]
    public async Task Every_page_of_an_account_asks_strangers_to_sign_in_and_no_address_breaks_anybody()
    {
        await shop.Account("member@example.org");
        var (nobody, member) = (shop.Visitor(), await shop.SignedIn("member@example.org"));
        var odd = new List<string>();
        foreach (var (method, url, _) in Asked(Door.Members))
            if (Told(await Ask(nobody, method, url)) is var got && got != "sign in") odd.Add($"{method} {url} as nobody: {got}");
        foreach (var (method, url, _) in Asked(Door.Members).Where(a => a.Method == "GET").Concat(Asked("Storefront").Where(a => a.Method == "GET")))
            if (Told(await Ask(member, method, url)) is ("broken" or "refused") and var got) odd.Add($"{method} {url} as a customer: {got}");
        foreach (var (method, url, _) in Asked("Storefront"))
            if (Told(await Ask(shop.Visitor(), method, url)) is ("broken" or "refused") and var got) odd.Add($"{method} {url} as nobody: {got}");
        Assert.Empty(odd);
    }

    private static string Told(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        302 when answer.Headers.Location!.ToString().Contains("/account/sign-in?returnUrl=", StringComparison.Ordinal) => "sign in",
        401 or 403 => "refused",
        >= 500 and not 503 => "broken",
        _ => "answered",
    };

    private static Task<HttpResponseMessage> Ask(Visitor visitor, string method, string url)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (method != "GET") request.Content = new FormUrlEncodedContent([]);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return visitor.Send(request);
    }

    private IEnumerable<(string Method, string Url, RouteEndpoint Endpoint)> Asked(string door) =>
        from endpoint in shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
        where action?.ControllerTypeInfo.Namespace!.StartsWith($"Shop.Web.{door}.", StringComparison.Ordinal) == true && action.ControllerName is not ("Errors" or "Inbox" or "Styles")
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        select (method, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Filled)))), endpoint);

    // Something that is not there, of the kind that fits.
    private static string Filled(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => string.Join(' ', parameter.ParameterPolicies.Select(p => p.Content)) switch
        {
            var rule when rule.Contains("guid", StringComparison.Ordinal) => "01905f00-0000-7000-8000-00000000dead",
            var rule when rule.Contains("long", StringComparison.Ordinal) || rule.Contains("int", StringComparison.Ordinal) => "999",
            var rule when System.Text.RegularExpressions.Regex.Match(rule, @"(?<!max)length\((\d+)\)") is { Success: true } length => new string('a', int.Parse(length.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)),
            var rule when rule.Contains("regex(^(help", StringComparison.Ordinal) => "help",
            _ => "nothing-there",
        },
        _ => "",
    };

    private async Task<Dictionary<string, HashSet<Right>>> RightsOfRoles()
    {
        var rows = await shop.InDb(db => (from role in db.Set<IdentityRole<Guid>>() join right in db.RoleRights on role.Id equals right.RoleId select new { role.Name, right.Area, right.Act }).ToListAsync());
        var rights = StaffRoles.ToDictionary(r => r, r => rows.Where(row => row.Name == r).Select(row => new Right(row.Area, row.Act)).ToHashSet());
        rights[Roles.Administrator] = [.. Rights.All];
        return rights;
    }
}
