using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Crm;
using Shop.Data;
using Shop.Desk;
using Shop.Imports.Goods;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Notices;
using Shop.Web.Jobs;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>What waits for somebody at the desk, as far as they may see it, asked for at most once in a request and with as many questions however much it is.</summary>
public sealed class Attention(OrderHistory orders, ReviewDesk reviews, ReadReferrals referrals, ReturnReader returns, ShopDb db, ReadJobRuns runs, Timetable timetable, IHttpContextAccessor accessor, TimeProvider clock)
{
    private Task<IReadOnlyList<Waiting>>? _now;
    private int _news;

    /// <summary>Only what there is; empty when nobody waits.</summary>
    public Task<IReadOnlyList<Waiting>> Now(CancellationToken ct) => _now ??= Read(ct);

    /// <summary>How much waits behind an entry of the menu.</summary>
    public async Task<int> Behind(string menuUrl, CancellationToken ct) => (await Now(ct)).Where(w => w.Menu == menuUrl).Sum(w => w.Count);

    /// <summary>How many notifications are new for whoever is asking, as far as they may see them.</summary>
    public async Task<int> News(CancellationToken ct)
    {
        await Now(ct);
        return _news;
    }

    private async Task<IReadOnlyList<Waiting>> Read(CancellationToken ct)
    {
        var waiting = new List<Waiting>();
        var (held, rights, roles, notices, mine) = (db.Set<IdentityUserRole<Guid>>(), db.RoleRights, db.Set<IdentityRole<Guid>>(), db.DeskNotices, accessor.HttpContext is { } context ? NotificationsController.RightsOf(context.User) : []);
        var (messages, rewards, offers, now, requests, corrections, files, news, mails, me) = (db.ContactMessages, db.RewardClaims, db.Rewards, clock.GetUtcNow().UtcDateTime, db.AccessRequests, db.Corrections, db.GoodsRuns, db.SavedEvents, db.OutgoingMails, accessor.HttpContext?.User.Who().UserId ?? Guid.Empty);
        // Some small counts in one question; what somebody may not see is not told below.
        var rows = await db.ShopProfiles.OrderBy(p => p.OpenedAt).Take(1).Select(p => new
        {
            Messages = messages.Count(m => m.State == ContactState.New), Rewards = rewards.Count(c => c.State == ClaimState.Waiting && !offers.Any(r => r.Id == c.RewardId && r.HeldAt > now)), Asked = requests.Count(r => r.AnsweredAt == null && !held.Any(h => h.UserId == r.UserId && (rights.Any(x => x.RoleId == h.RoleId && x.Area == r.Area && x.Act == r.Act) || roles.Any(x => x.Id == h.RoleId && x.Name == Roles.Administrator)))), ByHand = corrections.Count(c => c.State == CorrectionState.Waiting), Files = files.Count(f => f.ById == me && f.EndedAt != null && f.SeenAt == null), Untold = news.Count(e => e.DeliveredAt == null && e.DeadAt != null), Unsent = mails.Count(m => m.SentAt == null && m.DeadAt != null), News = notices.Count(n => n.ForId == me && n.SeenAt == null && (n.Needs == null || mine.Contains(n.Needs))),
        }).FirstOrDefaultAsync(ct);
        _news = rows?.News ?? 0;
        if (May(Area.Orders, Act.See))
        {
            waiting.Add(Orders(OrderFilter.Late, await orders.Count(OrderFilter.Late, ct), "order is past its promised date", "orders are past their promised date"));
            waiting.Add(Orders(OrderFilter.LongUnpaid, await orders.Count(OrderFilter.LongUnpaid, ct), "order is unpaid for more than a day", "orders are unpaid for more than a day"));
            waiting.Add(Orders(OrderFilter.Untracked, await orders.Count(OrderFilter.Untracked, ct), "order is on its way without a tracking number", "orders are on their way without a tracking number"));
        }
        if (May(Area.Returns, Act.See))
        {
            var (toAnswer, owed) = await returns.Waiting(clock.GetUtcNow().UtcDateTime.AddHours(-1), ct);
            waiting.Add(new Waiting("/backoffice/returns", "/backoffice/returns?view=to-answer", toAnswer, "return is not answered", "returns are not answered"));
            waiting.Add(new Waiting("/backoffice/returns", "/backoffice/returns?view=owed-long", owed, "return waits for its money for more than an hour", "returns wait for their money for more than an hour"));
        }
        if (May(Area.Catalogue, Act.Change)) waiting.Add(new Waiting("/backoffice/products", "/backoffice/imports", rows?.Files ?? 0, "file of yours is looked through or brought in", "files of yours are looked through or brought in"));
        if (May(Area.Messages, Act.See)) waiting.Add(new Waiting("/backoffice/messages", "/backoffice/messages", rows?.Messages ?? 0, "message is not answered", "messages are not answered"));
        if (May(Area.Club, Act.See)) waiting.Add(new Waiting("/backoffice/rewards", "/backoffice/rewards/claims?view=waiting", rows?.Rewards ?? 0, "reward waits to be handed over", "rewards wait to be handed over"));
        if (May(Area.Reviews, Act.See)) waiting.Add(new Waiting("/backoffice/reviews", "/backoffice/reviews", await reviews.Waiting(ct), "review waits to be read", "reviews wait to be read"));
        if (May(Area.Club, Act.See)) waiting.Add(new Waiting("/backoffice/referrals", "/backoffice/referrals?state=Review", await referrals.Waiting(ct), "invited friend has to be looked at", "invited friends have to be looked at"));
        if (May(Area.Staff, Act.Change)) waiting.Add(new Waiting("/backoffice/staff", "/backoffice/staff#asked", rows?.Asked ?? 0, "colleague asks for access", "colleagues ask for access"));
        if (May(Area.Club, Act.Approve)) waiting.Add(new Waiting("/backoffice/corrections", "/backoffice/corrections", rows?.ByHand ?? 0, "thing asked for a member waits for a second person", "things asked for members wait for a second person"));
        if (May(Area.Jobs, Act.See))
        {
            waiting.Add(new Waiting("/backoffice/jobs", "/backoffice/jobs", await runs.Failing([.. timetable.Lines.Select(l => l.Job)], ct), "job failed the last time", "jobs failed the last time"));
            waiting.Add(new Waiting("/backoffice/news", "/backoffice/news?view=parked", rows?.Untold ?? 0, "piece of news could not be told", "pieces of news could not be told"));
            waiting.Add(new Waiting("/backoffice/mail", "/backoffice/mail?view=given-up", rows?.Unsent ?? 0, "letter could not be sent", "letters could not be sent"));
        }
        return [.. waiting.Where(w => w.Count > 0)];
    }

    private bool May(Area area, Act act) => accessor.HttpContext?.User.May(area, act) == true;

    private static Waiting Orders(OrderFilter filter, int count, string one, string many) => new("/backoffice/orders", $"/backoffice/orders?filter={filter}", count, one, many);
}

/// <summary>So many of one kind, and where they are dealt with.</summary>
public sealed record Waiting(string Menu, string Url, int Count, string One, string Many)
{
    public string Words => Count == 1 ? One : Many;
}
