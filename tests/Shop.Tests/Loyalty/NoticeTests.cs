using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;

namespace Shop.Tests.Loyalty;

/// <summary>What members are told of by themselves: in time, once, late at most by some days; and what deeds and days earn.</summary>
public sealed class NoticeTests : IDisposable
{
    private static readonly ProgrammeRules Rules = new()
    {
        Earning = new EarningTerms
        {
            Deeds =
            [
                new DeedTerms { Deed = Deed.ReviewApproved, Points = 10, PerDay = 2, PerMonth = 3 },
                new DeedTerms { Deed = Deed.FirstOrder, Points = 25, Ever = 1 },
                new DeedTerms { Deed = Deed.Birthday, Points = 50 },
                new DeedTerms { Deed = Deed.Anniversary, Points = 30 },
                new DeedTerms { Deed = Deed.ProfileCompleted, Points = 15, Ever = 1 },
                new DeedTerms { Deed = Deed.EventAttended, Points = 40 },
            ],
        },
        Ladder = new LadderTerms
        {
            GraceDays = 30, NoticeDays = [60, 14],
            Tiers =
            [
                new TierTerms { Tier = Tier.Member, Name = "Member", Benefits = new TierBenefits { BirthdayPoints = 5 } },
                new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = 100 }, Keep = new Threshold { Credits = 80 } },
            ],
        },
    };

    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Points_that_end_are_told_sixty_and_fourteen_days_before_each_time_once()
    {
        var member = await Member("ending@example.com", 1200);
        var ends = (await _shop.PointsOf(member)).Lots.Single().ExpiresAt!.Value;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

        await At(Expiries.WarningAt(ends, 60, zone).AddSeconds(-1));
        Assert.Empty(await Mails("ending@example.com", "points-ending"));
        await At(Expiries.WarningAt(ends, 60, zone));
        var first = Assert.Single(await Mails("ending@example.com", "points-ending"));
        Assert.Contains("1,200 points end on", first.Subject, StringComparison.Ordinal);
        await At(Expiries.WarningAt(ends, 57, zone));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _shop.With<TellMembers>(job => job.Run(default)))); // on two nodes at once
        Assert.Single(await Mails("ending@example.com", "points-ending"));

        await Spend(member, 1000);
        await At(Expiries.WarningAt(ends, 12, zone)); // two days late
        Assert.Contains(await Mails("ending@example.com", "points-ending"), m => m.Subject.StartsWith("200 points", StringComparison.Ordinal));
        await At(Expiries.WarningAt(ends, 2, zone));
        Assert.Equal(2, (await Mails("ending@example.com", "points-ending")).Count);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task What_is_more_than_a_week_late_or_spent_already_is_not_told()
    {
        var late = await Member("late@example.com", 500);
        var spent = await Member("spent@example.com", 500);
        var ends = (await _shop.PointsOf(late)).Lots.Single().ExpiresAt!.Value;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
        await Spend(spent, 500);
        await At(Expiries.WarningAt(ends, 50, zone));
        Assert.Empty(await Mails("late@example.com", "points-ending"));
        Assert.Empty(await Mails("spent@example.com", "points-ending"));
    }

    [Fact]
    public async Task Who_lacks_something_hears_before_the_tier_ends_and_who_has_enough_does_not()
    {
        var lacks = await Member("lacks@example.com");
        var keeps = await Member("keeps@example.com");
        foreach (var member in new[] { lacks, keeps }) await Release(member, 120);
        var until = (await Stand(lacks)).TierValidUntil!.Value;
        _shop.Clock.Now = until.AddDays(-100);
        await Release(keeps, 90);

        await At(until.AddDays(-58));
        var mail = Assert.Single(await Mails("lacks@example.com", "tier-ending"));
        Assert.Contains("Silver is yours until", mail.Subject, StringComparison.Ordinal);
        var told = mail.Text.ReplaceLineEndings(" ");
        Assert.Matches(@"€1\.00 of goods, bought today, is enough: Silver is then sure until \d+ \w+ 202\d, grace included\.", told); // the planner's own figure comes first
        Assert.Matches(@"If you wait until \d+ \w+ 202\d, the last day to buy, it takes €80\.00\.", told);
        Assert.Contains("€1.00 of goods, bought today", System.Net.WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
        await At(until.AddDays(-13));
        Assert.Equal(2, (await Mails("lacks@example.com", "tier-ending")).Count);
        Assert.Empty(await Mails("keeps@example.com", "tier-ending"));
    }

    [Fact]
    public async Task A_month_in_which_something_moved_is_summed_up_in_one_letter()
    {
        var moved = await Member("moved@example.com", 300); // in June
        await At(new DateTime(2026, 7, 2, 8, 0, 0, DateTimeKind.Utc));
        var mail = Assert.Single(await Mails("moved@example.com", "club-statement"));
        Assert.Equal("Your points in June 2026", mail.Subject);
        Assert.Matches("come to what you can spend +300", mail.Text);
        Assert.Matches("to spend at the beginning +0\\s", mail.Text);
        Assert.Matches("to spend at the end +300", mail.Text);
        await At(new DateTime(2026, 7, 20, 8, 0, 0, DateTimeKind.Utc));
        await At(new DateTime(2026, 8, 2, 8, 0, 0, DateTimeKind.Utc)); // nothing moved in July
        Assert.Single(await Mails("moved@example.com", "club-statement"));
        Assert.Equal(300, (await _shop.PointsOf(moved)).Available);
    }

    [Theory]
    [InlineData(7, 1, "2026-07-01T09:00:00Z")]
    [InlineData(7, 1, "2026-07-04T09:00:00Z")] // three days late
    [InlineData(2, 29, "2027-02-28T09:00:00Z")]
    public async Task A_birthday_brings_points_once_and_a_letter_to_who_wants_letters(int month, int day, string now)
    {
        var silent = await Born("silent@example.com", month, day, letters: false);
        var reads = await Born("reads@example.com", month, day, letters: true);
        for (var i = 0; i < 2; i++) await At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime.AddHours(i));
        foreach (var member in new[] { silent, reads }) Assert.Equal(55, (await _shop.PointsOf(member)).Available); // five by the tier
        Assert.Empty(await Mails("silent@example.com", "club-birthday"));
        var mail = Assert.Single(await Mails("reads@example.com", "club-birthday"));
        Assert.Contains("55 points", mail.Text, StringComparison.Ordinal);
        Assert.NotNull(mail.Unsubscribe);
    }

    [Fact]
    public async Task Each_year_of_membership_brings_points_on_its_day()
    {
        var member = await Member("years@example.com");
        await At(TestClock.Opening.AddYears(1).AddDays(-1));
        Assert.Equal(0, (await _shop.PointsOf(member)).Available);
        await At(TestClock.Opening.AddYears(1));
        await At(TestClock.Opening.AddYears(1).AddDays(3));
        Assert.Equal(30, (await _shop.PointsOf(member)).Available);
        await At(TestClock.Opening.AddYears(2).AddDays(2));
        var account = await _shop.PointsOf(member);
        Assert.Equal(["A year in the club", "2 years in the club"], account.Journal.Where(t => t.Kind == PointsMove.Granted).OrderBy(t => t.Number).Select(t => t.Reason!));
    }

    [Fact]
    public async Task Reviews_earn_within_their_caps_and_each_product_once()
    {
        var member = await Member("reviews@example.com");
        var products = Enumerable.Range(0, 6).Select(_ => NewId.Next()).ToList();
        await Approved(member, products[0], products[0], products[1], products[2]); // the same twice, and a third on one day
        Assert.Equal(20, (await _shop.PointsOf(member)).Available);
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        await Approved(member, products[3], products[4]);
        Assert.Equal(30, (await _shop.PointsOf(member)).Available); // three in a month
        _shop.Clock.Advance(TimeSpan.FromDays(40));
        await Approved(member, products[5]);
        Assert.Equal(40, (await _shop.PointsOf(member)).Available);
    }

    [Fact]
    public async Task The_first_order_that_stays_bought_earns_once()
    {
        var member = await Member("first@example.com");
        await Release(member, 10);
        await Release(member, 10);
        await _shop.Settle();
        Assert.Equal(10 + 10 + 25, (await _shop.PointsOf(member)).Available);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Details_that_are_complete_earn_once_whether_before_joining_or_after()
    {
        var member = await Born("complete@example.com", 5, 17, letters: false);
        Assert.Equal(0, (await _shop.PointsOf(member)).Available); // there is no address yet
        for (var i = 0; i < 2; i++)
        {
            await _shop.InDb(async db =>
            {
                var customer = await db.Customers.SingleAsync(c => c.Id == member.CustomerId);
                foreach (var address in customer.Addresses.ToList()) customer.RemoveAddress(address.Id);
                customer.AddAddress(Given.Address(), null);
                return await db.SaveChangesAsync();
            });
            await _shop.Tell();
        }
        Assert.Equal(15, (await _shop.PointsOf(member)).Available);

        await _shop.Account("joins-later@example.com");
        var later = await _shop.InDb(async db =>
        {
            var customer = await db.Customers.SingleAsync(c => c.Email == "joins-later@example.com");
            customer.CelebrateOn(5, 17);
            customer.AddAddress(Given.Address(), null);
            await db.SaveChangesAsync();
            return customer.Id;
        });
        await _shop.Tell();
        await _shop.With<JoinClub, JoinClub.Outcome>(join => join.Run(later, default));
        await _shop.Tell();
        Assert.Equal(15, (await _shop.PointsOf(await _shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.CustomerId == later)))).Available);

        // Who had told all before the rules asked for it is not forgotten.
        var early = await Member("told-early@example.com");
        await _shop.InDb(async db =>
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == early.CustomerId);
            customer.CelebrateOn(5, 17);
            customer.AddAddress(Given.Address(), null);
            await db.SaveChangesAsync();
            return await db.SavedEvents.ExecuteDeleteAsync();
        });
        for (var i = 0; i < 2; i++) await _shop.RunJob<KeepDays>();
        Assert.Equal(15, (await _shop.PointsOf(early)).Available);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Coming_to_an_event_earns_once()
    {
        var member = await Member("comes@example.com", 200);
        var seat = await _shop.Reward(_shop.Clock.TenOff("Open kiln") with { Kind = RewardKind.EventSeat, Amount = Money.Zero, Cost = 100, HeldAt = _shop.Clock.Now.AddDays(1), Place = "Bergen" });
        var taken = Assert.IsType<ClaimReward.Taken>(await _shop.With<ClaimReward, ClaimReward.Outcome>(claim => claim.Run(member.CustomerId, seat, 100, Guid.NewGuid(), default)));
        await _shop.Tell();
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        for (var i = 0; i < 2; i++)
        {
            await _shop.With<SettleClaim, bool>(settle => settle.Finish(taken.ClaimId, Actor.System, null, default));
            await _shop.Tell();
        }
        Assert.Equal(200 - 100 + 40, (await _shop.PointsOf(member)).Available);
    }

    private async Task<Membership> Member(string email, long points = 0)
    {
        await _shop.OpenClub(Rules);
        return (await _shop.Member(email, points)).Member;
    }

    private async Task<Membership> Born(string email, int month, int day, bool letters)
    {
        var member = await Member(email);
        await _shop.InDb(async db =>
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == member.CustomerId);
            customer.CelebrateOn(month, day);
            if (letters) customer.AgreeToMarketing(_shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await _shop.Tell();
        return member;
    }

    private async Task At(DateTime now)
    {
        _shop.Clock.Now = now;
        await _shop.RunJob<TellMembers>();
        await _shop.RunJob<KeepDays>();
        await _shop.Tell();
    }

    private async Task<List<OutgoingMail>> Mails(string to, string template) => [.. (await _shop.Mailbox(to)).Where(m => m.Template == template)];

    private Task<Membership> Stand(Membership member) => _shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));

    private Task<int> Spend(Membership member, long points) => Write(member, account => account.TakeAway(new Entry($"test:{NewId.Next()}", member.Id, _shop.Clock.Now, Actor.System), points));

    // An order of so much that can no longer be sent back.
    private async Task Release(Membership member, long points)
    {
        var rules = await _shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await Write(member, account =>
        {
            var order = NewId.Next();
            var lot = account.Earn(new Entry($"order:{order}:earned", member.Id, _shop.Clock.Now, Actor.System, OrderId: order, RuleSetId: rules), points, points)!;
            account.MakeDue(new Entry($"order:{order}:due", member.Id, _shop.Clock.Now, Actor.System, OrderId: order), lot, _shop.Clock.Now);
        });
        await _shop.RunJob<ReleaseDuePoints>();
        await _shop.Tell();
    }

    private Task<int> Write(Membership member, Action<PointsAccount> move) => _shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        move(await new PointsLedger(db).Open(member.AccountId, default));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return 0;
    });

    private async Task Approved(Membership member, params Guid[] products)
    {
        foreach (var product in products)
        {
            await _shop.InDb(db =>
            {
                db.SavedEvents.Add(SavedEvent.From(new ReviewApproved(NewId.Next(), product, member.CustomerId, false)));
                return db.SaveChangesAsync();
            });
            await _shop.Tell();
        }
    }
}
