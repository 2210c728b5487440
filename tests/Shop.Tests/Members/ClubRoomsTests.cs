using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Tests.Loyalty;
using Shop.Web.Members.Loyalty;

namespace Shop.Tests.Members;

/// <summary>A member's rooms in the club: each number on them is one of the journal.</summary>
public sealed class ClubRoomsTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_customer_joins_with_one_press_and_finds_the_welcome_on_every_page()
    {
        await shop.Account("joins@example.org");
        var visitor = await shop.SignedIn("joins@example.org");
        var page = await visitor.GetPage("/account/club");
        Assert.Contains("not in the club yet", page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal("/account/club", (await visitor.GetPage("/account/club/statement")).Location.PathName); // nothing to show yet

        page = await visitor.SubmitForPage(page.Form(".club-join"));
        Assert.Contains("50 points are yours already", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("50", page.Text(".club-balance .club-figure"), StringComparison.Ordinal);
        Assert.Contains("0 of 300", page.Text("#progress-words"), StringComparison.Ordinal);
        Assert.Equal("/account/club/friends", page.QuerySelectorAll("section[aria-labelledby=more] a").Single(a => a.TextContent == "Bring a friend who orders").GetAttribute("href"));
        Assert.Contains("Your first order", page.Text("section[aria-labelledby=more]"), StringComparison.Ordinal);
        Assert.Equal("Member 50 points in The Kiln", page.QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"));
        Assert.Equal("Member 50 points in The Kiln", (await visitor.GetPage("/")).QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"));
        Assert.Contains("50 points to spend", (await visitor.GetPage("/")).Text("#home-club"), StringComparison.Ordinal);

        page = await visitor.GetPage("/account/club/statement");
        var row = Assert.Single(page.QuerySelectorAll(".club-statement tbody tr"));
        Assert.Contains("+50", row.TextContent, StringComparison.Ordinal);
        page = await visitor.GetPage(row.QuerySelector("th a")!.GetAttribute("href")!);
        Assert.Contains(JoinClub.Reason, page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal([("Given out by the club", "−50"), ("Your points to spend", "+50")], page.QuerySelectorAll(".club-moves tbody tr").Select(r => (r.QuerySelector("th")!.TextContent, r.QuerySelector("td")!.TextContent)));
        Assert.Equal("0", page.Text(".club-moves tfoot td"));
        Assert.Contains("Number 1, in force from", page.Text(".facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balances_are_what_can_be_spent_what_waits_what_ends_soon_and_what_ever_was()
    {
        var (member, visitor) = await shop.Member("balances@example.org");
        var now = shop.Clock.Now;
        await Write(member, account =>
        {
            account.Grant(Told(member, "long"), 500, now.AddDays(200));
            account.Grant(Told(member, "soon"), 120, now.AddDays(20));
            account.Grant(Told(member, "over"), 30, now.AddHours(1)); // ends, and nobody clears it away
            account.Earn(Told(member, "waits"), 240, 240);
        });
        shop.Clock.Advance(TimeSpan.FromHours(2));

        var page = await visitor.GetPage("/account/club");
        Assert.StartsWith("620", page.Text(".club-balance .club-figure"), StringComparison.Ordinal);
        Assert.Contains("Worth €30.00", page.Text(".club-balance"), StringComparison.Ordinal);
        Assert.Equal(["240", "120", "650"], page.QuerySelectorAll(".club-parts dd").Select(d => d.TextContent));
        Assert.Contains("When the parcel has arrived", page.Body!.TextContent, StringComparison.Ordinal);
        var last = Expiries.LastDay(now.AddDays(20), TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));
        Assert.Contains($"To be spent by {last.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("30 points of the balance ended already", (await visitor.GetPage("/account/club/statement")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("620 points", page.QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_days_that_cannot_be_says_so_at_the_field_and_shows_no_sums()
    {
        var (_, visitor) = await shop.Member("backwards@example.com", 100);
        var page = await visitor.GetPage("/account/club/statement?from=2026-05-02&until=2026-05-01", System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Choose 2 May 2026 or later as the last day: it cannot be before the first", page.Text("#until-error"));
        Assert.Equal(("2026-05-02", "2026-05-01", "true"), (page.QuerySelector("#from")!.GetAttribute("value"), page.QuerySelector("#until")!.GetAttribute("value"), page.QuerySelector("#until")!.GetAttribute("aria-invalid")));
        Assert.Null(page.QuerySelector(".club-sums"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, (await visitor.Get("/account/club/statement/points.csv?from=2026-05-02&until=2026-05-01")).StatusCode);
        Assert.NotNull((await visitor.GetPage("/account/club/statement?from=2026-05-02&until=2026-05-02")).QuerySelector(".club-sums"));
        string Last(int days) => Period.LocalDay(shop.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo")).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var days in new[] { 0, 7 }) Assert.Contains("Balance now", (await visitor.GetPage($"/account/club/statement?until={Last(days)}")).Text(".club-sums"), StringComparison.Ordinal); // the end is not there yet
        Assert.Contains("Balance at the end of", (await visitor.GetPage($"/account/club/statement?until={Last(-1)}")).Text(".club-sums"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_statement_is_read_page_by_page_narrowed_and_taken_along()
    {
        var (member, visitor) = await shop.Member("long@example.org");
        for (var i = 0; i < 30; i++) await Write(member, account => account.Grant(Told(member, $"gift {i}") with { Reason = $"Gift {i}" }, 10, shop.Clock.Now.AddDays(100)));
        await Write(member, account => account.TakeAway(Told(member, "wrong") with { Reason = "=HYPERLINK(\"https://evil.example\")", By = Actor.Staff(NewId.Next(), "Sunniva") }, 40));

        var page = await visitor.GetPage("/account/club/statement");
        Assert.Equal(PointsStatement.PageSize, page.QuerySelectorAll(".club-statement tbody tr").Length);
        Assert.Equal(["0", "+260", "260"], page.QuerySelectorAll(".club-sums dd").Select(d => d.TextContent));
        Assert.Contains("−40", page.Text(".club-statement tbody tr"), StringComparison.Ordinal);
        var older = page.QuerySelectorAll(".club-tools a").Single(a => a.TextContent.Contains("Older", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Equal(31 - PointsStatement.PageSize, (await visitor.GetPage(older)).QuerySelectorAll(".club-statement tbody tr").Length);

        Assert.Single((await visitor.GetPage("/account/club/statement?kind=Corrected")).QuerySelectorAll(".club-statement tbody tr"));
        Assert.Contains("Nothing in this choice", (await visitor.GetPage("/account/club/statement?kind=Expired")).Body!.TextContent, StringComparison.Ordinal);
        var tomorrow = shop.Clock.Now.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(["260", "0", "260"], (await visitor.GetPage($"/account/club/statement?from={tomorrow}")).QuerySelectorAll(".club-sums dd").Select(d => d.TextContent));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account/club/statement?kind=nonsense&from=yesterday&before=-7")).StatusCode);

        var answer = await visitor.Get("/account/club/statement/points.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(33, lines.Length);
        Assert.Contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"", lines[31], StringComparison.Ordinal);
        Assert.Equal(",,Sum,,,0,260,,,", lines[^1]);
        Assert.Equal(260, lines[1..^1].Sum(l => int.Parse(l.Split(',')[^4], System.Globalization.CultureInfo.InvariantCulture)));

        // On paper all of it, with whose it is.
        page = await visitor.GetPage("/account/club/statement/print");
        Assert.Equal(31, page.QuerySelectorAll(".club-statement tbody tr").Length);
        Assert.Contains(member.Number, page.Text(".facts").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("The Kiln", page.Text("h1"), StringComparison.Ordinal);
        Assert.Single((await visitor.GetPage("/account/club/statement/print?kind=Corrected")).QuerySelectorAll(".club-statement tbody tr"));

        // Who moved it is said, but not by name; numbers that are nobody's do not exist.
        Assert.Contains("Somebody who works here", (await visitor.GetPage("/account/club/statement/31")).Text(".facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("Sunniva", (await visitor.GetPage("/account/club/statement/31")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/account/club/statement/99")).StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+47 123", "\"'+47 123\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@sum", "\"'@sum\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("Gift, \"big\"", "\"Gift, \"\"big\"\"\"")]
    [InlineData("", "")]
    public void Text_that_looks_like_a_formula_stays_text(string text, string cell) => Assert.Equal(cell, StatementFile.Cell(text));

    [Fact]
    public async Task The_card_and_the_tier_are_shown_with_their_reasons()
    {
        var (member, visitor) = await shop.Member("gold@example.org");
        await shop.InDb(async db =>
        {
            db.Add(LentTier.Of(member.Id, Tier.Gold, shop.Clock.Now, shop.Clock.Now.AddDays(355), GrantKind.Invitation, "it was given", Actor.System));
            return await db.SaveChangesAsync();
        });
        await shop.With<StandMember>(async stand => await stand.Run(member.Id, shop.Clock.Now, default));

        var page = await visitor.GetPage("/account/club/tier");
        Assert.Equal("Why am I Gold?", page.Text("h1"));
        Assert.Contains("Gold was given: it was given", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("600 tier credits", page.Text("section[aria-labelledby=keep]"), StringComparison.Ordinal);
        Assert.Contains("You are here", page.Text(".club-tier-gold"), StringComparison.Ordinal);

        page = await visitor.GetPage("/account/club/card");
        Assert.Contains("Gold", page.Text(".member-card-tier"), StringComparison.Ordinal);
        Assert.Equal(member.Number, page.Text(".member-card-number").Replace("Member number", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.NotNull(page.QuerySelector(".member-card svg.qr-code path"));
        Assert.Equal("/club", (await shop.Visitor().GetPage($"/club/cards/{member.CardToken}")).Location.PathName);
        await shop.Account("reads.cards@example.org", global::Shop.Accounts.Roles.Staff);
        var staff = await shop.SignedIn("reads.cards@example.org");
        Assert.Equal($"/backoffice/customers/{member.CustomerId}", (await staff.Get($"/club/cards/{member.CardToken}")).Headers.Location!.OriginalString);
        Assert.Equal("/club", (await staff.Get("/club/cards/0123456789abcdef0123456789abcdef")).Headers.Location!.OriginalString);

        // At every tier the same goods earn more.
        var mug = await shop.Have(Given.Product("Gold mug").Priced(24_00).Stocked(5));
        var at = $"/p/{mug.Slug}";
        await shop.Settle();
        Assert.Equal("Earn 34 points as Gold", (await visitor.GetPage(at)).Text(".buy-panel .earn"));
        Assert.Equal("Join and earn 24 points", (await shop.Visitor().GetPage(at)).Text(".buy-panel .earn"));
        Assert.Equal("34 points", (await visitor.GetPage("/shop")).Text(".product-card .earn"));
        Assert.Equal("Join and earn 24 points", (await shop.Visitor().GetPage("/shop")).Text(".product-card .earn"));
        await visitor.Submit((await visitor.GetPage(at)).Form("#buy-form"), ("quantity", "2"));
        Assert.Equal("Earn 69 points as Gold", (await visitor.GetPage("/cart")).Text(".summary-panel .earn"));
    }

    [Fact]
    public async Task The_planner_says_what_keeps_a_tier_and_what_an_order_of_so_much_would_change()
    {
        var (member, visitor) = await shop.Member("plans@example.org");
        var (now, rules) = (shop.Clock.Now, await shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync()));
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(member.AccountId, default);
            foreach (var (credits, due) in new[] { (310L, now), (40L, now.AddDays(20)) })
            {
                var order = NewId.Next();
                var lot = account.Earn(new Entry($"plan:{order}:earned", member.Id, now, Actor.System, OrderId: order, RuleSetId: rules), credits, credits)!;
                account.MakeDue(new Entry($"plan:{order}:due", member.Id, now, Actor.System, OrderId: order), lot, due);
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await shop.RunJob<ReleaseDuePoints>();

        var page = await visitor.GetPage("/account/club/plan");
        Assert.Equal("Keep Silver", page.Text("h1"));
        Assert.Contains("Silver is valid until", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Equal("40", page.Text("section[aria-labelledby=pending] td.number"));
        Assert.Matches("€1.00 if you buy it today: then it is sure until .+ €200.00 if you wait until .+: then it is sure until", page.Text("section[aria-labelledby=keep]").ReplaceLineEndings(" "));
        Assert.Contains("310 of 850 tier credits to Gold, within twelve months; 40 more when what you ordered counts", (await visitor.GetPage("/account/club")).Text("#progress-words"), StringComparison.Ordinal);
        var home = (await visitor.GetPage("/account/club")).Text("section[aria-labelledby=more]");
        Assert.DoesNotContain("Your first order", home, StringComparison.Ordinal); // it counted
        Assert.Contains("Your birthday100 points", home, StringComparison.Ordinal); // 50 for everybody, 50 more at Silver
        Assert.Contains("100 points on your birthday", (await visitor.GetPage("/club")).Text(".club-tier-silver"), StringComparison.Ordinal);
        Assert.Contains("Silver is valid until", page.Text("section[aria-labelledby=pending] tbody"), StringComparison.Ordinal);
        Assert.Contains("€500.00", page.Text("section[aria-labelledby=rise] .plan-figure"), StringComparison.Ordinal); // 850 less 310 and 40

        page = await visitor.GetPage("/account/club/plan?amount=500");
        Assert.Contains("You would become Gold", page.Text("p[role=status]"), StringComparison.Ordinal);
        Assert.Contains("would bring 1 tier credit,", (await visitor.GetPage("/account/club/plan?amount=1")).Text("p[role=status]"), StringComparison.Ordinal);
        page = await visitor.GetPage("/account/club/plan?amount=0.50");
        Assert.Contains("too little", page.Text("p[role=status]"), StringComparison.Ordinal);
        page = await visitor.GetPage("/account/club/plan?amount=-3", System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Enter an amount above zero", page.Text("#amount-error"), StringComparison.Ordinal);
        Assert.Contains("in figures", (await visitor.GetPage("/account/club/plan?amount=eighty", System.Net.HttpStatusCode.UnprocessableEntity)).Text("#amount-error"), StringComparison.Ordinal);
        Assert.Contains("enter at most €1,000,000", (await visitor.GetPage("/account/club/plan?amount=2000000", System.Net.HttpStatusCode.UnprocessableEntity)).Text("#amount-error"), StringComparison.Ordinal);
        foreach (var written in new[] { "1,272.00", "€1,272", "1.272,00" })
            Assert.Contains("€1,272.00 would bring", (await visitor.GetPage($"/account/club/plan?amount={Uri.EscapeDataString(written)}")).Text("p[role=status]"), StringComparison.Ordinal);
        Assert.Equal(5, (await shop.PointsOf(member)).Journal.Count); // two earned, two due, one released: looking wrote nothing

        page = await visitor.GetPage("/account/club/tier");
        Assert.Equal("Why am I Silver?", page.Text("h1"));
        Assert.Contains("310 tier credits", page.Text("section[aria-labelledby=now] p"), StringComparison.Ordinal);
        Assert.Equal("310", page.Text("section[aria-labelledby=now] tfoot td.number"));
        Assert.Contains($"What counted on {Day(now)} made it", page.Text("section[aria-labelledby=keep]"), StringComparison.Ordinal);
        Assert.Matches("€1.00 of goods, bought today, .+ If you wait until .+ it takes €200.00", page.Text("section[aria-labelledby=keep]").ReplaceLineEndings(" ")); // as the planner has it
        Assert.Matches("Valid until ?.+, with the grace sure until", page.Text(".facts").ReplaceLineEndings(" "));
        Assert.Null(page.QuerySelector("main .club-progress a[href$='/club/tier']")); // no page leads to itself

        // Who leaves and comes back begins anew, on each page.
        await shop.With<LeaveClub, bool>(leave => leave.Run(member.CustomerId, default));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.With<JoinClub, JoinClub.Outcome>(join => join.Run(member.CustomerId, default));
        Assert.Contains("0 of 300", (await visitor.GetPage("/account/club")).Text("#progress-words"), StringComparison.Ordinal);
        Assert.StartsWith("0 tier credits", (await visitor.GetPage("/account/club/tier")).Text("section[aria-labelledby=now] p"), StringComparison.Ordinal);

        static string Day(DateTime at) => Shop.Web.Html.DateText.Date(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));
    }

    [Fact]
    public async Task Leaving_says_what_is_lost_and_takes_it()
    {
        var (_, visitor) = await shop.Member("leaves@example.org", points: 340);
        var page = await visitor.GetPage("/account/club/leave");
        Assert.Contains("340 points that you could spend now, worth €15.00", page.Text(".club-lost"), StringComparison.Ordinal);
        page = await visitor.SubmitForPage(page.Form("form[action$='/account/club/leave']"));
        Assert.Contains("You have left The Kiln", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The Kiln", page.QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"));
        page = await visitor.GetPage("/account/club");
        Assert.Equal("You have left the club", page.Text("h1"));
        Assert.DoesNotContain("50 points", page.Text(".club-invite"), StringComparison.Ordinal); // the welcome comes once
    }

    private static Entry Told(Membership member, string key) => new($"test:{member.Id}:{key}", member.Id, TestClock.Opening, Actor.System);

    private async Task Write(Membership member, Action<PointsAccount> write)
    {
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            write(await new PointsLedger(db).Open(member.AccountId, default));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
    }
}
