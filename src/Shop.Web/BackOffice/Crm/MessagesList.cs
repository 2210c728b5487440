using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Loyalty;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Crm;

/// <summary>A message as the desk's list has it.</summary>
public sealed record MessageAtDesk
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public ContactTopic Topic { get; init; }
    public string? OrderNumber { get; init; }
    public string Text { get; init; } = "";
    public ContactState State { get; init; }
    public DateTime WrittenAt { get; init; }
    public string? AnsweredBy { get; init; }
    public int Priority { get; init; }
    public long? Turn { get; init; }

    /// <summary>Who looks after them, if somebody does.</summary>
    public string? Adviser { get; init; }

    /// <summary>Of who wrote under the address of a member; null for others.</summary>
    public Tier? Tier { get; init; }

    /// <summary>As the rules in force call it.</summary>
    public string TierName { get; init; } = "";

    /// <summary>What its priority comes to among those the rules in force give.</summary>
    public string TurnWords { get; init; } = "";
}

/// <summary>What people wrote to the shop.</summary>
public sealed class MessagesList(ShopDb db, CurrentShop shop, ClubTerms terms) : OfficeList<MessageAtDesk>
{
    private const int Beginning = 120;

    private bool? _anybodyAdvises; // asked once for a page

    private static readonly RowList<MessageAtDesk> Declared = new(m => m.Id,
    [
        RowFilters.Choice("state", "State", (MessageAtDesk m) => m.State, [(ContactState.New, "To answer"), (ContactState.Answered, "Answered")]),
        RowFilters.Choice("topic", "About", (MessageAtDesk m) => m.Topic, Enum.GetValues<ContactTopic>().Select(t => (t, ReceiveContactMessage.SubjectOf(t)))),
        RowFilters.Date("written", "Written", (MessageAtDesk m) => m.WrittenAt),
        RowFilters.Choice("tier", "Tier", (MessageAtDesk m) => m.Tier, Enum.GetValues<Tier>().Select(t => ((Tier?)t, TierWords.Name(t))).Append((null, "Not in the club"))),
        RowFilters.Number("priority", "Priority", (MessageAtDesk m) => m.Priority),
        RowFilters.Text("adviser", "Adviser", (MessageAtDesk m) => m.Adviser),
        RowFilters.Text("email", "E-mail", (MessageAtDesk m) => m.Email),
        RowFilters.Text("by", "Answered by", (MessageAtDesk m) => m.AnsweredBy),
    ], Search);

    public override string Key => "messages";
    public override Area Area => Area.Messages;
    public override string Title => "Messages";
    public override (string One, string Many) Noun => ("message", "messages");
    public override string SearchHint => "Name, e-mail, order or words";
    public override NothingYet Nothing => new("Nobody wrote yet", "What people write with the contact form comes here: who comes first by their tier, then the longest waiting.", "See the contact form", "/contact");
    protected override RowList<MessageAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("to-answer", "To answer", "state~is~New") { Sort = "priority", Counted = true, Empty = "Nobody waits for an answer." },
        new("members", "Members wait", "state~is~New", "tier~is~Silver,Gold,Vip") { Sort = "priority", Empty = "No member waits for an answer." },
        new("answered", "Answered", "state~is~Answered") { Sort = "-written" },
        new("all", "All") { Sort = "-written" },
    ];

    protected override IReadOnlyList<Column<MessageAtDesk>> Columns =>
    [
        new("from", "From", m => new Cell(m.Name) { Note = m.Email }, m => m.Name),
        new("topic", "About", m => new Cell(ReceiveContactMessage.SubjectOf(m.Topic)) { Note = m.OrderNumber }, m => ReceiveContactMessage.SubjectOf(m.Topic)),
        new("text", "Message", m => new Cell(m.Text.Length > Beginning ? m.Text[..(char.IsHighSurrogate(m.Text[Beginning - 1]) ? Beginning - 1 : Beginning)] + " …" : m.Text), m => m.Text),
        new("tier", "Tier", m => m.Tier is { } tier ? new Cell(m.TierName) { Badge = tier >= Tier.Gold ? "warning" : "secondary" } : new Cell(""), m => m.TierName),
        new("priority", "Turn", m => m.TurnWords.Length > 0 ? new Cell(m.TurnWords) { Badge = "info" } : new Cell(""), m => m.TurnWords) { Sort = RowSorts.By((MessageAtDesk m) => m.Turn) },
        new("adviser", "Adviser", m => new Cell(m.Adviser ?? ""), m => m.Adviser) { Shown = AnybodyAdvises },
        new("written", "Written", m => new Cell(Local(m.WrittenAt, "d MMM yyyy")) { Note = Local(m.WrittenAt, "HH:mm") }, m => m.WrittenAt) { Sort = RowSorts.By((MessageAtDesk m) => m.WrittenAt) },
        new("state", "State", m => m.State == ContactState.New ? new Cell("To answer") { Badge = "warning" } : new Cell("Answered") { Badge = "success", Note = m.AnsweredBy }, m => m.State == ContactState.New ? "To answer" : "Answered"),
        new("email", "E-mail", m => new Cell(m.Email), m => m.Email) { Shown = false },
        new("order", "Order", m => new Cell(m.OrderNumber ?? ""), m => m.OrderNumber) { Shown = false },
        new("by", "Answered by", m => new Cell(m.AnsweredBy ?? ""), m => m.AnsweredBy) { Shown = false },
    ];

    protected override IQueryable<MessageAtDesk> All()
    {
        var (members, customers, advisers, users) = (db.Memberships.Where(m => m.State == MembershipState.Active), db.Set<Customer>(), db.Advisers, db.AccountUsers);
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database; customers' addresses are kept so
        return db.ContactMessages.AsNoTracking().Select(m => new MessageAtDesk
        {
            Id = m.Id, Name = m.Name, Email = m.Email, Topic = m.Topic, OrderNumber = m.OrderNumber, Text = m.Text, State = m.State, WrittenAt = m.WrittenAt, AnsweredBy = m.AnsweredBy,
            Priority = m.Priority ?? 0, Turn = m.Turn, Adviser = advisers.Where(a => customers.Any(c => c.Id == a.CustomerId && c.Email == m.Email.ToLower())).Select(a => users.Where(u => u.Id == a.UserId).Select(u => u.DisplayName).FirstOrDefault()).FirstOrDefault(),
            Tier = members.Where(x => customers.Any(c => c.Id == x.CustomerId && c.Email == m.Email.ToLower())).Select(x => (Tier?)x.Tier).FirstOrDefault(),
        });
#pragma warning restore CA1304, CA1311, CA1862
    }

    protected override async Task<IReadOnlyList<MessageAtDesk>> Complete(IReadOnlyList<MessageAtDesk> rows, CancellationToken ct)
    {
        var ladder = await terms.Ladder(ct);
        return [.. rows.Select(m => m with { TierName = m.Tier is { } tier ? ladder.NameOf(tier) : "", TurnWords = MessageWords.Turn(m.Priority, ladder) })];
    }

    protected override string UrlOf(MessageAtDesk row) => $"/backoffice/messages/{row.Id}";

    protected override string NameOf(MessageAtDesk row) => row.Name;

    private bool AnybodyAdvises => _anybodyAdvises ??= db.Advisers.Any(a => a.UserId != null);

    private static Expression<Func<MessageAtDesk, bool>> Search(string word)
    {
        var part = word.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return m => m.Name.ToLower().Contains(word) || m.Email.ToLower().Contains(word) || m.Text.ToLower().Contains(word) || m.OrderNumber != null && m.OrderNumber.Contains(part);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private string Local(DateTime utc, string format) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString(format, CultureInfo.InvariantCulture);
}
