using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>A member's first months in one piece, in a shop of its own whose clock moves on.</summary>
public sealed partial class ClubLifeTests : Journey, IAsyncLifetime
{
    private const string Email = "ingrid.solberg@example.org";
    private const int UntilItCannotGoBack = 31;
    private const int NewRate = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("shop-journeys-life-").FullName;
    private ShopProcess? _shop;
    private int _points;
    private string _order = "";
    private string _paidWithPoints = "";

    [Fact]
    public async Task A_guest_joins_and_buys_and_when_time_has_passed_is_Silver_earns_by_new_rules_spends_the_points_and_sends_a_part_back()
    {
        await OpenShop();
        await Browse(JoinAndBuy, width: 390);
        await Browse(page => Deliver(page, _order));
        await Browse(ChangeRules);
        await OpenShop(UntilItCannotGoBack);
        await Browse(async page =>
        {
            await FindPointsReleased(page);
            await BuyWithSlider(page);
        });
        await Browse(async page =>
        {
            await page.SignIn(Email);
            await BuyWithNumber(page);
        }, script: false);
        await Browse(page => Deliver(page, _paidWithPoints));
        await Browse(async page =>
        {
            await page.SignIn(Email);
            await AskToSendBack(page);
        }, width: 390);
        await Browse(TakeBack);
        await Browse(async page =>
        {
            await page.SignIn(Email);
            await ReadStatement(page, "Earned by an order", "Arrived: the day is set", "Ready to be spent", "Set aside for an order", "Paid with points", "Points back from an order", "Taken back");
            await IsEarned(page, _order, rules: 1, times: 1);
            await IsEarned(page, _paidWithPoints, rules: 2, times: NewRate * 5 / 4); // Silver has a quarter more
        }, script: false);
    }

    private async Task JoinAndBuy(IPage page)
    {
        await page.AddToCart("furrow-table-lamp", 3);
        await page.CheckOut(Email);
        var join = page.GetByLabel(EarnsBy());
        _points = Number(EarnsBy().Match(await page.Locator("main").InnerTextAsync()).Groups[1].Value);
        await join.CheckAsync();
        await page.IsReadableByEveryone();
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.Locator("#account")).ToHaveTextAsync("One more step into The Kiln");
        await page.IsReadableByEveryone();
        await page.Locator("#new-password").FillAsync("quiet rain on the roof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open an account" }).ClickAsync();
        await page.FollowMail(Email, "Confirm your e-mail", "account/confirm");
        await page.Locator("[name='Form.Password']").FillAsync("quiet rain on the roof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and sign in" }).ClickAsync();
        var waiting = page.Locator("section[aria-labelledby=waiting]");
        await Until(page, "/account/club", async () => (await waiting.InnerTextAsync()).Contains("When the parcel has arrived", StringComparison.Ordinal));
        Assert.Equal(_points, Number(await waiting.Locator(".strong").First.InnerTextAsync()));
        _order = await waiting.GetByRole(AriaRole.Link).First.InnerTextAsync();
    }

    private static async Task Deliver(IPage page, string order)
    {
        await page.SignInAs("staff");
        await page.GotoAsync($"/backoffice/orders/{order}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Packed", Exact = true }).ClickAsync();
        await page.GetByLabel("It goes without a tracking number").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It has arrived" }).ClickAsync();
        await Expect(page.GetByText($"{order} has arrived.").First).ToBeVisibleAsync();
    }

    /// <summary>What every order from tomorrow on earns; what was ordered before keeps what it was promised.</summary>
    private static async Task ChangeRules(IPage page)
    {
        await page.SignInAs("a manager");
        await page.GotoAsync("/backoffice/club");
        await page.GetByRole(AriaRole.Button, new() { Name = "New draft from it" }).ClickAsync();
        await page.Locator("[name='earning.points.points']").FillAsync(NewRate.ToString(CultureInfo.InvariantCulture));
        await page.IsReadableAtTheDesk();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and simulate" }).ClickAsync();
        await Expect(page.Locator(".office-figures")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.IsReadableAtTheDesk();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the rules" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and publish…" }).ClickAsync();
        await Expect(page.Locator("#numbers")).ToContainTextAsync("Outstanding points would owe");
        await Expect(page.GetByLabel("Publish it without its present numbers")).ToHaveCountAsync(0);
        await page.GetByLabel("From", new() { Exact = true }).FillAsync(DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await page.IsReadableAtTheDesk();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish “") }).ClickAsync();
        await Expect(page.GetByText("Published as number 2.").First).ToBeVisibleAsync();
        await Expect(page.Locator("tbody tr", new() { HasText = "Planned" })).ToContainTextAsync("2. ");
    }

    private async Task FindPointsReleased(IPage page)
    {
        await page.SignIn(Email);
        var spendable = page.Locator(".club-balance .club-figure");
        await Until(page, "/account/club", async () => Number(await spendable.InnerTextAsync()) >= _points); // the hourly job comes within the first minute
        await Expect(page.Locator(".club-top")).ToContainTextAsync("Silver");
        await Expect(page.Locator("section[aria-labelledby=waiting]")).ToContainTextAsync("Nothing waits");
        await page.IsReadableByEveryone();
        await page.Locator(".club-nav").GetByRole(AriaRole.Link, new() { Name = "Your tier" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(_order);
        await Until(page, $"/dev/mail?to={Uri.EscapeDataString(Email)}", async () => (await page.Locator("main").InnerTextAsync()).Contains("Silver", StringComparison.Ordinal));
    }

    private async Task BuyWithSlider(IPage page)
    {
        await page.AddToCart("still-mug", 2);
        await page.ComeToPayment(Email);
        await page.Locator("points-slider input[type=range]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[name='Payment.Points']")).ToHaveValueAsync("100");
        await Expect(page.Locator("[data-worth]")).ToContainTextAsync("100 points pay");
        await page.IsReadableByEveryone();
        await PayTheRest(page);
        _paidWithPoints = OrderPaid().Match(await page.Locator("main").InnerTextAsync()).Groups[1].Value;
    }

    private static async Task BuyWithNumber(IPage page)
    {
        await page.AddToCart("still-mug");
        await page.ComeToPayment(Email);
        await Expect(page.Locator("points-slider input[type=range]")).ToBeHiddenAsync();
        await page.Locator("[name='Payment.Points']").FillAsync("100");
        await PayTheRest(page);
    }

    private static async Task PayTheRest(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("100 points");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
    }

    /// <summary>One of two mugs; what comes of it in money and points is said before.</summary>
    private async Task AskToSendBack(IPage page)
    {
        await page.GotoAsync($"/account/orders/{_paidWithPoints}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Send something back" }).ClickAsync();
        await page.GetByLabel("How many").SelectOptionAsync("1");
        await page.GetByLabel("Why").SelectOptionAsync("I changed my mind");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "See what you get" }).ClickAsync();
        await Expect(page.Locator(".return-club")).ToContainTextAsync("points with which you paid come back to you");
        await Expect(page.Locator(".return-club")).ToContainTextAsync("this order earned are taken back");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask to send it back" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync($"Return R-{_paidWithPoints}-1");
    }

    private async Task TakeBack(IPage page)
    {
        await page.SignInAs("staff");
        await page.GotoAsync($"/backoffice/returns/R-{_paidWithPoints}-1");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "What goes back?" }).ClickAsync();
        await Expect(page.Locator(".alert-info")).ToContainTextAsync("the rest in points");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "It is here: pay back" }).ClickAsync();
        await Expect(page.GetByText("the money is on its way back").First).ToBeVisibleAsync();
        await page.GotoAsync("/backoffice/returns?filter=All");
        await page.IsReadableByEveryone();
    }

    /// <summary>Every step is told, and what moved adds up to the balance.</summary>
    private static async Task ReadStatement(IPage page, params string[] steps)
    {
        var told = page.Locator(".club-statement tbody");
        await Until(page, "/account/club/statement", async () => await told.InnerTextAsync() is var text && Regex.Count(text, "Paid with points") == 2 && text.Contains(steps[^1], StringComparison.Ordinal));
        foreach (var step in steps) await Expect(told).ToContainTextAsync(step);
        var moved = await told.Locator("[data-label=Points]").AllInnerTextsAsync();
        var sums = await page.Locator(".club-sums dd").AllInnerTextsAsync();
        Assert.Equal(Number(sums[^1]), moved.Sum(Number));
        Assert.Equal(Number(sums[^1]), Number(await told.Locator("[data-label=Balance]").First.InnerTextAsync()));
    }

    /// <summary>A credit comes with each whole unit of money, under all rules; points come so many times as often as the rules of that day say.</summary>
    private static async Task IsEarned(IPage page, string order, int rules, int times)
    {
        await page.GotoAsync("/account/club/statement");
        await page.Locator(".club-statement tbody tr", new() { HasText = "Earned by an order" }).Filter(new() { HasText = order }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync($"Number {rules}, in force from");
        var moved = await page.Locator(".club-moves tbody tr").Last.Locator(".number").AllInnerTextsAsync();
        var (points, credits) = (Math.Abs(Number(moved[0])), Math.Abs(Number(moved[1])));
        Assert.InRange(points, credits * times, credits * times + times);
    }

    private static async Task Until(IPage page, string address, Func<Task<bool>> isSo)
    {
        for (var look = 0; look < 120; look++)
        {
            await page.GotoAsync(address);
            if (await isSo()) return;
            await page.WaitForTimeoutAsync(1_000); // the news is on its way
        }
        Assert.Fail($"What was waited for never came to {address}.");
    }

    // “1,234 points”, “+60”, “−100”; nothing is nothing.
    private static int Number(string text) =>
        int.TryParse(Digits().Replace(text.Replace('\u2212', '-'), ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task OpenShop(int daysAhead = 0)
    {
        _shop?.Dispose();
        _shop = Site.StartShop(_folder, daysAhead);
        await _shop.Ready(TimeSpan.FromMinutes(4));
        Elsewhere = (await Site.Current).Of(_shop);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _shop?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"Join The Kiln, and this order earns (\S+) points")]
    private static partial Regex EarnsBy();

    [GeneratedRegex(@"Your order (\S+) is paid")]
    private static partial Regex OrderPaid();

    [GeneratedRegex("[^0-9-]")]
    private static partial Regex Digits();
}
