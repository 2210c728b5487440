using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Customers;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Wishes;

namespace Shop.Tests.Doors;

/// <summary>S2, S3: every address with an id in it, read from the running shop, answers another customer and a stranger as if the thing were not there.</summary>
public sealed class OtherPeoplesThingsTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    // What everybody may ask for, and what is found by a secret that only its owner has.
    private static readonly string[] Open =
    [
        "p/{", "c/{", "brands/{", "photos/{", "viewed/{", "{page", "sitemap-{", "dev/", "error/{", "club/invited/{", "club/cards/{token", "wishlist/shared/{token", "preview/{token", "stock-notices/{token", "orders/{token", "checkout/pay/{token", "checkout/return/{token", "checkout/express/{session",
        "cart/items/{variantId", // the visitor's own cart, by the cookie
        "account/reviews/{product", // one's own review of a product
        "account/club/rewards/{id", // what the club offers to all members
    ];

    // Found through the member's own seat, journal, purse and keys: ReturnTests, HouseholdPagesTests, ClubRoomsTests, RewardPagesTests and PasskeyTests ask as somebody else.
    private static readonly string[] AskedElsewhere = ["account/orders/{number}/returns", "account/club/household/", "account/club/statement/{number", "account/club/vouchers/{id", "account/details/passkeys/{id"];

    [Fact]
    public async Task What_belongs_to_one_customer_is_not_there_for_anybody_else()
    {
        var ada = await shop.Account("ada@example.org");
        await shop.Account("bo@example.org");
        await shop.SignedIn("ada@example.org");
        var mug = await shop.Have(Given.Product("Mug").At("mug"));
        var mine = new Dictionary<string, string>();
        await shop.InDb(async db =>
        {
            var now = shop.Clock.Now;
            var customer = await db.Set<Customer>().SingleAsync(c => c.UserId == ada.Id);
            customer.AddAddress(Given.Address(), null);
            var list = Wishlist.OfCustomer(customer.Id, "For me", now);
            list.Add(mug.Id, null, mug.Name, new Money(10_00), now);
            var notice = StockNotice.Ask(mug.Id, mug.Variants[0].Id, "ada@example.org", now);
            notice.Confirm(customer.Id, now);
            var order = Order.Place(new OrderRequest("A100", customer.Id, null, OrderChannel.Web, "ada@example.org", null, Given.Address(), null, null, "EUR",
                [new OrderLine(mug.Id, mug.Variants[0].Id, "SKU", "Mug", null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))],
                new Money(10_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(15_00), DeliveryMethods.Home, 2500, null, null, now.AddDays(2), Actor.Guest("ada@example.org")), now);
            db.AddRange(list, notice, order);
            await db.SaveChangesAsync();
            mine["account/addresses/{id"] = customer.Addresses[0].Id.ToString();
            mine["account/details/sessions/{id"] = (await db.Set<Shop.Accounts.Session>().SingleAsync(s => s.UserId == ada.Id)).Id.ToString();
            mine["account/orders/{number"] = order.Number;
            mine["wishlist/{id"] = list.Id.ToString();
            mine["items/{item"] = list.Items[0].Id.ToString();
            mine["account/stock-notices/{id"] = notice.Id.ToString();
            return 0;
        });
        var before = await Standing();

        var (bo, nobody) = (await shop.SignedIn("bo@example.org"), shop.Visitor());
        var (untold, odd) = (new List<string>(), new List<string>());
        foreach (var (method, template) in Asked())
        {
            if (Open.Concat(AskedElsewhere).Any(o => template.StartsWith(o, StringComparison.Ordinal))) continue;
            if (Filled(template, key => mine.GetValueOrDefault(key)) is not { } real)
            {
                untold.Add($"{method} {template}: say what of it belongs to Ada, or why everybody may ask for it.");
                continue;
            }
            var none = Filled(template, key => key.Contains("number", StringComparison.Ordinal) ? "A999" : "01905f00-0000-7000-8000-00000000dead")!;
            foreach (var (who, visitor) in new[] { ("another", bo), ("nobody", nobody) })
            {
                var (theirs, missing) = (await Ask(visitor, method, real), await Ask(visitor, method, none));
                if (Told(theirs, real) != Told(missing, none) || (int)theirs.StatusCode is not (404 or 302)) odd.Add($"{method} {real} as {who}: {(int)theirs.StatusCode}, where there is nothing {(int)missing.StatusCode}");
            }
        }
        Assert.Empty(untold);
        Assert.Empty(odd);
        Assert.Equal(before, await Standing());
    }

    private Task<(int, int, int, int, int)> Standing() => shop.InDb(async db => (await db.Set<Customer>().SelectMany(c => c.Addresses).CountAsync(), await db.Set<Shop.Accounts.Session>().AnyAsync() ? 1 : 0,
        await db.Set<Order>().CountAsync(o => o.State == OrderState.Placed), await db.Set<Wishlist>().SelectMany(l => l.Items).CountAsync(), await db.Set<StockNotice>().CountAsync()));

    private static string Told(HttpResponseMessage answer, string url) => $"{(int)answer.StatusCode} {answer.Headers.Location?.ToString().Replace(Uri.EscapeDataString(url), "", StringComparison.Ordinal)}";

    private static Task<HttpResponseMessage> Ask(Visitor visitor, string method, string url)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (method != "GET") request.Content = new FormUrlEncodedContent([]);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return visitor.Send(request);
    }

    // Each hole by the longest known way that leads to it; null when one is not known.
    private static string? Filled(string template, Func<string, string?> value)
    {
        while (template.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at)
        {
            var (end, name) = (template.IndexOf('}', at), template[(at + 1)..].Split(':', '}')[0]);
            var way = template[..at] + "{" + name;
            var found = value(way) ?? value("items/{" + name);
            if (found is null) return null;
            template = template[..at] + found + template[(end + 1)..];
        }
        return "/" + template;
    }

    private IEnumerable<(string Method, string Template)> Asked() =>
        (from endpoint in shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
         let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
         where action is not null && (action.ControllerTypeInfo.Namespace!.StartsWith("Shop.Web.Members.", StringComparison.Ordinal) || action.ControllerTypeInfo.Namespace.StartsWith("Shop.Web.Storefront.", StringComparison.Ordinal))
         let template = endpoint.RoutePattern.RawText!.TrimStart('/')
         where template.Contains('{', StringComparison.Ordinal)
         from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
         where method != "HEAD"
         select (method, template)).Distinct();
}
