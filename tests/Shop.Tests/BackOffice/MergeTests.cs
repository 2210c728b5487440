using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Auditing;
using Shop.Crm;
using Shop.Customers;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Tests.Loyalty;
using Shop.Tests.Ordering;
using Shop.Tests.Wishes;

namespace Shop.Tests.BackOffice;

/// <summary>Two records of one person become one at the desk, seen before, and two again within a week; nothing is lost, doubled or made up.</summary>
public sealed class MergeTests(MergeTests.OwnShop shop) : IClassFixture<MergeTests.OwnShop>, IAsyncLifetime
{
    public sealed class OwnShop : ShopFactory;

    // What concerns points, tiers, rewards and gifts; the orders here are written by hand.
    private static readonly string[] Watched = ["INV-1", "INV-2", "INV-3", "INV-4", "INV-5", "INV-6", "INV-7", "INV-12", "INV-13", "INV-17", "INV-19"];

    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_members_are_proposed_seen_merged_and_parted_and_all_goes_where_it_belongs()
    {
        var staff = await Desk("desk@example.org");
        var ((kept, mine), (gone, theirs)) = (await shop.Member("kept@example.org", 500), await shop.Member("gone@example.org", 300));
        var (mug, bowl) = (await shop.Shown(Given.Product("Mug").Stocked(50)), await shop.Shown(Given.Product("Bowl").Stocked(50)));
        await Credits(kept, 200, "kept");
        await Credits(gone, 150, "gone"); // together enough for Silver
        var order = await Bought(gone.CustomerId, "gone@example.org", 40_00);
        await mine.Wish(mug);
        await theirs.Wish(bowl);
        await mine.Add(await mine.GetPage("/cart"), mug, "1");
        await theirs.Add(await theirs.GetPage("/cart"), bowl, "3");
        await shop.InDb(async db =>
        {
            foreach (var id in new[] { kept.CustomerId, gone.CustomerId }) (await db.Customers.SingleAsync(c => c.Id == id)).Describe("Ingrid Solberg", "+47 55 12 34 56");
            var customer = await db.Customers.SingleAsync(c => c.Id == gone.CustomerId);
            customer.AddAddress(Given.Address(), null);
            customer.AgreeToMarketing(shop.Clock.Now);
            db.Add(CustomerNote.Write(gone.CustomerId, "Likes moss green.", Actor.Staff(Guid.NewGuid(), "Kim"), shop.Clock.Now));
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        await Clean();
        var waits = (await shop.PointsOf(gone)).Pending;

        var list = await staff.GetPage("/backoffice/customers/duplicates");
        Assert.Contains("Same telephone", list.Text("tbody"), StringComparison.Ordinal);
        var page = await staff.GetPage(list.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("Same telephone.", page.Text("main"), StringComparison.Ordinal);
        page = await staff.GetPage($"/backoffice/customers/{kept.CustomerId}/merge/{gone.CustomerId}");
        var seen = page.Text("form .facts");
        Assert.Contains("kept@example.org; gone@example.org is not theirs any more", seen, StringComparison.Ordinal);
        Assert.Contains("gone@example.org signs in no more and is told so", seen, StringComparison.Ordinal);
        Assert.Contains("only the record that goes agreed", seen, StringComparison.Ordinal);
        Assert.Contains("300 that can be spent come over; then there are 800", seen, StringComparison.Ordinal);
        Assert.Contains("Member → Silver", seen, StringComparison.Ordinal);
        Assert.Equal((500, 300), ((await shop.PointsOf(kept)).Available, (await shop.PointsOf(gone)).Available)); // only looked
        Assert.Empty(await shop.InDb(db => db.CustomerMerges.Where(m => m.FromId == gone.CustomerId).ToListAsync()));

        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("reason", " "));
        Assert.Contains("Write why", refused.Text("#reason-error"), StringComparison.Ordinal);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => staff.Submit(refused.Form("main form"), ("reason", "Called and said so"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location!.OriginalString).Distinct());
        var merge = Assert.Single(await shop.InDb(db => db.CustomerMerges.AsNoTracking().Where(m => m.FromId == gone.CustomerId).ToListAsync()));
        await shop.Settle();
        await Clean();

        Assert.Equal((800, 0), ((await shop.PointsOf(kept)).Available, (await shop.PointsOf(gone)).Available));
        Assert.Equal((Tier.Silver, MembershipState.Active), await Standing(kept));
        Assert.Equal(MembershipState.Merged, (await Standing(gone)).State);
        Assert.Equal(kept.CustomerId, await OwnerOf(order));
        Assert.Contains($"{waits} points", (await mine.GetPage("/account/club")).Text("main"), StringComparison.Ordinal); // what waits is theirs
        Assert.Contains("Bowl", (await mine.GetPage("/cart")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(["My wishlist", "My wishlist 2"], (await shop.ListsOf("kept@example.org")).Select(l => l.Name).Order(StringComparer.Ordinal));
        Assert.False(await theirs.IsIn());
        Assert.Contains("Sign in with your other address, k…@example.org", (await (await Try("gone@example.org")).ReadRefusal()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await staff.Get($"/backoffice/customers/{gone.CustomerId}")).StatusCode);
        var itself = await staff.GetPage($"/backoffice/customers/{gone.CustomerId}?itself=true");
        Assert.Contains("was merged into another one of the same person", itself.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Merged into", itself.Text(".timeline"), StringComparison.Ordinal);
        var file = await staff.GetPage($"/backoffice/customers/{kept.CustomerId}");
        Assert.Contains("was merged into this record", file.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("Likes moss green.", file.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("Havnegata 4", file.Text("section[aria-labelledby=addresses]"), StringComparison.Ordinal);
        Assert.Contains("not agreed", file.Text("section[aria-labelledby=who]"), StringComparison.Ordinal);
        Assert.Contains(await shop.InDb(db => db.AuditEntries.AsNoTracking().ToListAsync()), e => e.Kind == "CustomerMerge" && e.Reason == "Called and said so");
        Assert.DoesNotContain("gone@example.org", (await staff.GetPage("/backoffice/customers?q=gone")).Text("main"), StringComparison.Ordinal);

        // Some of what came is spent: only what is left goes back.
        var reward = await shop.Reward(shop.Clock.TenOff("Half of it") with { Cost = 650 });
        await mine.Take(reward);
        page = await staff.GetPage($"/backoffice/customers/merges/{merge.Id}");
        var back = int.Parse(System.Text.RegularExpressions.Regex.Match(page.Text("form .alert"), @": (\d+) go back").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(back, 1, 150);
        answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => staff.Submit(page.Form("main form"), ("reason", "Mother and daughter"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        await shop.Settle();
        await Clean();

        Assert.Equal((150 - back, back), ((await shop.PointsOf(kept)).Available, (await shop.PointsOf(gone)).Available));
        Assert.Equal((Tier.Member, MembershipState.Active), await Standing(kept));
        Assert.Equal((Tier.Member, MembershipState.Active), await Standing(gone));
        Assert.Equal(gone.CustomerId, await OwnerOf(order));
        Assert.DoesNotContain("Bowl", (await mine.GetPage("/cart")).Text("main"), StringComparison.Ordinal);
        theirs = await shop.SignedIn("gone@example.org");
        Assert.Contains("Bowl", (await theirs.GetPage("/cart")).Text("main"), StringComparison.Ordinal);
        Assert.Equal("My wishlist", Assert.Single(await shop.ListsOf("gone@example.org")).Name);
        var parted = await shop.InDb(db => db.Customers.AsNoTracking().SingleAsync(c => c.Id == gone.CustomerId));
        Assert.Equal(("gone@example.org", (Guid?)null, true), (parted.Email, parted.MergedIntoId, parted.TakesMarketing));
        Assert.Equal(0, await shop.InDb(db => db.Customers.Where(c => c.Id == kept.CustomerId).SelectMany(c => c.Addresses).CountAsync()));
        Assert.Contains("Parted from", (await staff.GetPage($"/backoffice/customers/{gone.CustomerId}")).Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("Mother and daughter", (await staff.GetPage($"/backoffice/customers/merges/{merge.Id}")).Text("main"), StringComparison.Ordinal);
        Assert.Empty(await shop.With<ReplayJournal, List<ReplayJournal.Found>>(async replay => await replay.Run(false, default).ToListAsync()));
    }

    [Fact]
    public async Task What_becomes_free_in_the_other_place_follows_and_counts_for_the_one_that_stayed()
    {
        var ((kept, mine), (gone, _)) = (await shop.Member("kept2@example.org"), await shop.Member("gone2@example.org"));
        var order = await Bought(gone.CustomerId, "gone2@example.org", 350_00);
        await Merge(gone, kept);
        await shop.InDb(async db =>
        {
            var bought = await db.Orders.SingleAsync(o => o.Id == order);
            bought.MarkShipped(shop.Clock.Now, Actor.System, "On its way");
            bought.MarkDelivered(shop.Clock.Now, Actor.System);
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        shop.Clock.Advance(TimeSpan.FromDays(46));
        await shop.Settle();
        Assert.Equal((Tier.Silver, MembershipState.Active), await Standing(kept));
        Assert.True((await shop.PointsOf(kept)).Available >= 350);
        Assert.Equal(0, (await shop.PointsOf(gone)).Available);
        Assert.Contains("What you had before", (await (await shop.SignedIn("kept2@example.org")).GetPage("/account/club/statement")).Text("main"), StringComparison.Ordinal);
        await Clean();
    }

    [Fact]
    public async Task What_was_done_in_the_other_place_is_read_and_counted_with_this_one()
    {
        var ((kept, mine), (gone, theirs)) = (await shop.Member("kept9@example.org", 100), await shop.Member("gone9@example.org", 400));
        await theirs.Take(await shop.Reward(shop.Clock.TenOff("Before") with { Cost = 150 }));
        var lent = LentTier.Of(gone.Id, Tier.Gold, shop.Clock.Now, shop.Clock.Now.AddDays(90), GrantKind.Override, "they were invited", Me);
        var code = await shop.Offer(shop.Clock.Percent(10) with { LimitPerCustomer = 1 });
        var promotion = await shop.PromotionOf(code);
        await shop.InDb(async db =>
        {
            db.Add(lent);
            await db.SaveChangesAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new Redemptions(db).Hold(Guid.NewGuid(), [new PromotionClaim(promotion.Id, promotion.Name, code, new Money(1_00))], "gone9@example.org", gone.CustomerId, shop.Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await Merge(gone, kept);

        var past = await shop.With<ReadPastMembers, List<PastMember>>(async read => await read.All(default).Where(m => m.MemberId == kept.Id || m.MemberId == gone.Id).ToListAsync());
        var one = Assert.Single(past);
        Assert.Equal((kept.Id, 150L, Tier.Gold), (one.MemberId, Assert.Single(one.Spent).Points, Assert.Single(one.Grants).Tier));

        var page = await mine.GetPage("/account/club/statement");
        var other = page.QuerySelectorAll("main a.chip").Single(a => a.TextContent.Contains($"Your other membership, {gone.Number}", StringComparison.Ordinal));
        page = await mine.GetPage(other.GetAttribute("href")!);
        var lines = page.Text(".club-statement");
        Assert.Contains("Before", lines, StringComparison.Ordinal);
        Assert.Contains("Went over to your other membership", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingrid Solberg", lines, StringComparison.Ordinal); // they are one person

        // A code that is for each customer once was used there.
        Assert.Equal(OfferTrouble.UsedByYou, await TroubleOf(code, kept));
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.NotNull(await new Redemptions(db).Hold(Guid.NewGuid(), [new PromotionClaim(promotion.Id, promotion.Name, code, new Money(1_00))], "kept9@example.org", kept.CustomerId, shop.Clock.Now, default));
            return 0;
        });
        await shop.With<MergeCustomers, PartOutcome>(async merges => await merges.Undo(await LatestMerge(), "They are two", Me, default));
        Assert.Equal((OfferTrouble.None, OfferTrouble.UsedByYou), (await TroubleOf(code, kept), await TroubleOf(code, gone)));
        Assert.DoesNotContain("Your other membership", (await mine.GetPage("/account/club/statement")).Text("main"), StringComparison.Ordinal);
        await shop.InDb(db => db.Redemptions.Where(r => r.PromotionId == promotion.Id).ExecuteDeleteAsync()); // of an order that is not there
        await shop.InDb(db => db.CustomerUses.Where(u => u.PromotionId == promotion.Id).ExecuteDeleteAsync());
        await shop.InDb(db => db.Promotions.Where(p => p.Id == promotion.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Used, 0)));
        await shop.InDb(db => db.PromotionCodes.Where(c => c.PromotionId == promotion.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Used, 0)));
        await Clean();
    }

    private Task<OfferTrouble> TroubleOf(string code, Membership member) =>
        shop.InDb(async db => (await new ReadOffers(db).For([code], new OfferAsker(member.CustomerId, null, []), shop.Clock.Now, default)).Single(o => o.Code == code).Trouble);

    [Fact]
    public async Task Orders_of_a_guest_go_to_the_member_and_earn_and_give_it_back_when_they_are_parted()
    {
        var (kept, _) = await shop.Member("kept3@example.org");
        var guest = await Guest("Ada Byron", "guest3@example.org");
        await Bought(guest, "guest3@example.org", 60_00, shop.Clock.Now.AddMinutes(1));
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.Settle();
        var staff = await Desk("desk3@example.org");
        var page = await staff.GetPage($"/backoffice/customers/{kept.CustomerId}/merge?q=guest3");
        page = await staff.GetPage(page.QuerySelector(".list-group a")!.GetAttribute("href")!);
        Assert.Contains("60 begin to wait", page.Text("form .facts"), StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form("main form"), ("reason", "The same"));
        await shop.Settle();
        await Clean();
        Assert.Equal(60, (await shop.PointsOf(kept)).Pending);

        page = await staff.GetPage($"/backoffice/customers/merges/{await LatestMerge()}");
        Assert.Contains("1 order gives back the points", page.Text("form .alert"), StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form("main form"), ("reason", "Not the same"));
        await shop.Settle();
        await Clean();
        Assert.Equal(0, (await shop.PointsOf(kept)).Pending);
        Assert.Equal("guest3@example.org", await shop.InDb(db => db.Customers.Where(c => c.Id == guest).Select(c => c.Email).SingleAsync()));
    }

    [Fact]
    public async Task The_only_sign_in_and_the_only_membership_go_over_and_come_back()
    {
        var (gone, visitor) = await shop.Member("gone4@example.org", 120);
        var guest = await Guest("Ada Byron", "kept4@example.org");
        var merged = await Merge(gone.CustomerId, guest);
        Assert.Equal(MembersWay.Moved, merged.Members.Way);
        await shop.Settle();
        Assert.Contains("120 points", (await visitor.GetPage("/account/club")).Text("main"), StringComparison.Ordinal); // they did not notice
        Assert.Equal("gone4@example.org", await shop.InDb(db => db.Customers.Where(c => c.Id == guest).Select(c => c.Email).SingleAsync()));
        await Clean();

        await shop.With<MergeCustomers>(m => m.Undo(merged.Id!.Value, "Not the same", Me, default));
        await shop.Settle();
        Assert.Equal("kept4@example.org", await shop.InDb(db => db.Customers.Where(c => c.Id == guest).Select(c => c.Email).SingleAsync()));
        Assert.Equal(gone.CustomerId, await shop.InDb(db => db.Memberships.Where(m => m.Id == gone.Id).Select(m => m.CustomerId).SingleAsync()));
        Assert.Contains("120 points", (await visitor.GetPage("/account/club")).Text("main"), StringComparison.Ordinal);
        await Clean();
    }

    [Fact]
    public async Task What_has_to_be_sorted_out_first_is_said_and_nothing_happens()
    {
        await shop.Account("colleague@example.org", Roles.Packer);
        var worker = await shop.InDb(db => db.Customers.Where(c => c.Email == "colleague@example.org").Select(c => c.Id).SingleAsync());
        var (member, _) = await shop.Member("left5@example.org");
        var (one, other) = (await Guest("One", "one5@example.org"), await Guest("Other", "other5@example.org"));
        var staff = await Desk("desk5@example.org");
        Assert.Contains("works here", (await staff.GetPage($"/backoffice/customers/{one}/merge/{worker}")).Text(".alert"), StringComparison.Ordinal);
        await shop.With<LeaveClub>(l => l.Run(member.CustomerId, default));
        var (active, _) = await shop.Member("active5@example.org");
        Assert.Contains("left the club, the other one is in it", (await staff.GetPage($"/backoffice/customers/{member.CustomerId}/merge/{active.CustomerId}")).Text(".alert"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/customers/{one}/merge/{one}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/customers/{one}/merge/{Guid.NewGuid()}")).StatusCode);

        var merged = await Merge(other, one);
        Assert.Contains("merged into another record already", (await staff.GetPage($"/backoffice/customers/{worker}/merge/{other}")).Text(".alert"), StringComparison.Ordinal);
        await shop.Account("other5@example.org"); // somebody else takes the address
        Assert.Contains("Somebody else uses other5@example.org by now", (await staff.GetPage($"/backoffice/customers/merges/{merged.Id}")).Text(".alert"), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromDays(7));
        staff = await Desk("desk5b@example.org");
        Assert.Contains("more than 7 days ago", (await staff.GetPage($"/backoffice/customers/merges/{merged.Id}")).Text(".alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_merges_their_own_record_and_a_later_merge_is_undone_first()
    {
        var (first, second, third) = (await Guest("Nora Vik", "nora.one@example.org"), await Guest("Nora Vik", "nora.two@example.org"), await Guest("Nora Vik", "nora.three@example.org"));
        await Merge(first, third);
        var early = await LatestMerge();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await Merge(second, third);
        var refused = await Assert.ThrowsAsync<RuleBroken>(() => shop.With<MergeCustomers, PartOutcome>(m => m.Undo(early, "A mistake", Me, default)));
        Assert.Contains("Undo that first", refused.Message, StringComparison.Ordinal);
        await shop.With<MergeCustomers, PartOutcome>(async m => await m.Undo(await LatestMerge(), "A mistake", Me, default));
        await shop.With<MergeCustomers, PartOutcome>(m => m.Undo(early, "A mistake", Me, default));

        var (mine, _) = await shop.Member("own@example.org");
        var (me, theirs) = (await shop.InDb(db => db.Customers.Where(c => c.Id == mine.CustomerId).Select(c => c.UserId!.Value).SingleAsync()), await Guest("Rich Vik", "rich@example.org"));
        var own = await Assert.ThrowsAsync<RuleBroken>(() => shop.With<MergeCustomers, MergeOutcome>(m => m.Run(theirs, mine.CustomerId, "The same person", Actor.Staff(me, "Me"), default)));
        Assert.Contains("your own", own.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merges_that_cross_and_a_checkout_meanwhile_come_to_one_record_with_every_order()
    {
        var mug = await shop.Shown(Given.Product("Mug").Stocked(50));
        for (var round = 0; round < 2; round++)
        {
            var ((one, buyer), (other, _)) = (await shop.Member($"one6-{round}@example.org", 100), await shop.Member($"other6-{round}@example.org", 200));
            await buyer.Add(await buyer.GetPage("/cart"), mug);
            var page = await buyer.SubmitForPage((await buyer.GetPage("/checkout")).Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
            var review = await buyer.SubmitForPage(page.Form("form[action$='/checkout/payment']"));

            var merges = Enumerable.Range(0, 6).Select(i => Task.Run(() => i % 2 == 0 ? Tried(one.CustomerId, other.CustomerId) : Tried(other.CustomerId, one.CustomerId)));
            var checkout = Task.Run(() => buyer.Pay(review));
            var done = await Task.WhenAll(merges);
            Assert.NotEqual(HttpStatusCode.InternalServerError, (await checkout).StatusCode);
            Assert.Single(done.OfType<Guid>().Distinct());
            await shop.Settle();

            var left = await shop.InDb(db => db.Customers.AsNoTracking().SingleAsync(c => (c.Id == one.CustomerId || c.Id == other.CustomerId) && c.MergedIntoId == null));
            Assert.All(await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.CustomerId == one.CustomerId || o.CustomerId == other.CustomerId).ToListAsync()), o => Assert.Equal(left.Id, o.CustomerId));
            Assert.Equal([0, 300], new[] { (await shop.PointsOf(one)).Available, (await shop.PointsOf(other)).Available }.Order());
            await Clean();
        }

        async Task<Guid?> Tried(Guid from, Guid into)
        {
            try
            {
                return (await Merge(from, into)).Id;
            }
            catch (RuleBroken)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task Who_is_proposed_is_said_why_and_those_who_are_two_people_are_not_proposed_again()
    {
        await Guest("Émile Dahl", "emile.dahl@gmail.com", Given.Address("Émile Dahl"));
        await Guest("Emile  Dahl", "emiledahl+shop@googlemail.com", Given.Address("Emile Dahl"));
        for (var i = 0; i <= FindLikenesses.MostAlike; i++) await Guest($"Worker {i}", $"worker{i}@firm.example", phone: "+47 99 88 77 66"); // a firm
        await shop.RunJob<FindLikenesses>();
        await shop.RunJob<FindLikenesses>();
        var staff = await Desk("desk7@example.org");
        var list = await staff.GetPage("/backoffice/customers/duplicates?q=dahl");
        var row = Assert.Single(list.QuerySelectorAll("tbody tr"));
        Assert.Contains("Same mailbox and name and postcode", row.TextContent, StringComparison.Ordinal);
        Assert.Empty((await staff.GetPage("/backoffice/customers/duplicates?q=worker")).QuerySelectorAll("tbody tr"));
        await shop.InDb(async db =>
        {
            foreach (var likeness in await db.Likenesses.ToListAsync()) likeness.Dismiss(Me, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await shop.RunJob<FindLikenesses>();
        Assert.Empty((await staff.GetPage("/backoffice/customers/duplicates?q=dahl")).QuerySelectorAll("tbody tr"));
        Assert.Contains("Two people, says", (await staff.GetPage("/backoffice/customers/duplicates?view=two")).Text("tbody"), StringComparison.Ordinal);
    }

    private static Actor Me { get; } = Actor.Staff(Guid.NewGuid(), "Kim");

    private async Task<Visitor> Desk(string email)
    {
        await shop.Account(email, Roles.Administrator);
        return await shop.SignedIn(email);
    }

    private Task<HttpResponseMessage> Try(string email) => shop.Visitor().SignIn(email);

    private Task<MergeOutcome> Merge(Membership from, Membership into) => Merge(from.CustomerId, into.CustomerId);

    private Task<MergeOutcome> Merge(Guid from, Guid into) => shop.With<MergeCustomers, MergeOutcome>(m => m.Run(from, into, "The same person", Me, default));

    private Task<Guid> LatestMerge() => shop.InDb(db => db.CustomerMerges.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => m.Id).FirstAsync());

    private Task<Guid?> OwnerOf(Guid order) => shop.InDb(db => db.Orders.Where(o => o.Id == order).Select(o => o.CustomerId).SingleAsync());

    private async Task<(Tier Tier, MembershipState State)> Standing(Membership member)
    {
        var now = await shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));
        return (now.Tier, now.State);
    }

    private Task<Guid> Guest(string name, string email, Address? address = null, string? phone = null) => shop.InDb(async db =>
    {
        var customer = Customer.WithoutSignIn(CustomerOrigin.Web, email, name, "NO", shop.Clock.Now);
        customer.Describe(name, phone);
        if (address is not null) customer.AddAddress(address, null);
        db.Add(customer);
        await db.SaveChangesAsync();
        return customer.Id;
    });

    private Task<int> Credits(Membership member, long credits, string key) => shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var account = await new PointsLedger(db).Open(member.AccountId, default);
        account.Grant(new Entry($"test:{key}", member.Id, shop.Clock.Now, Actor.System), 0, shop.Clock.Now.AddYears(1), credits: credits);
        await db.SaveChangesAsync();
        await new StandMember(db, new RuleBook(db)).Run(member.Id, shop.Clock.Now, default);
        await transaction.CommitAsync();
        return 0;
    });

    private async Task<Guid> Bought(Guid customer, string email, long price, DateTime? paid = null)
    {
        var id = await shop.InDb(async db =>
        {
            var amount = new Money(price);
            var product = await Given.Product().Priced(price).Stocked(9).Save(db, shop.Clock.Now);
            var order = Order.Place(new OrderRequest(OrderNumbers.New(), customer, null, OrderChannel.Phone, email, null, Given.Address(), null, null, "EUR",
                [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), shop.Clock.Now);
            order.MarkPaid(order.Due, paid ?? shop.Clock.Now.AddMinutes(1), Actor.Gateway);
            db.Add(order);
            await db.SaveChangesAsync();
            return order.Id;
        });
        await shop.Settle();
        return id;
    }

    private async Task Clean()
    {
        Assert.Empty(shop.Errors);
        Assert.Empty((await shop.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).Where(a => Watched.Contains(a.Id)).SelectMany(a => a.Violations));
    }
}

internal static class Refused
{
    /// <summary>What a page that was shown again says is wrong.</summary>
    public static async Task<string> ReadRefusal(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
