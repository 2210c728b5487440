using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Mail;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>A letter as the desk's list has it.</summary>
public sealed record LetterAtDesk
{
    public Guid Id { get; init; }
    public string To { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Template { get; init; } = "";
    public DateTime CreatedAt { get; init; }
    public DateTime? SentAt { get; init; }
    public DateTime? DeadAt { get; init; }
    public int Attempts { get; init; }
    public string? Error { get; init; }

    public (string Words, string Tone) State => this switch
    {
        { SentAt: not null } => ("Sent", "success"),
        { DeadAt: not null } => ("Given up", "danger"),
        { Error: not null } => ("Tried again", "warning"),
        _ => ("Waiting", "info"),
    };
}

/// <summary>Every letter the shop wrote in the last months, and whether it left.</summary>
public sealed class MailList(ShopDb db, CurrentShop shop) : OfficeList<LetterAtDesk>
{
    private static readonly Dictionary<string, (string Words, Expression<Func<LetterAtDesk, bool>> Is)> States = new()
    {
        ["sent"] = ("Sent", m => m.SentAt != null), ["waiting"] = ("Waiting", m => m.SentAt == null && m.DeadAt == null && m.Error == null),
        ["again"] = ("Tried again", m => m.SentAt == null && m.DeadAt == null && m.Error != null), ["given-up"] = ("Given up", m => m.SentAt == null && m.DeadAt != null),
    };

    private static readonly RowList<LetterAtDesk> Declared = new(m => m.Id,
    [
        new("state", "State", FilterKind.Choice, (compare, typed, _) => InState(typed, compare == FilterOperator.Not)) { Choices = [.. States.Select(s => KeyValuePair.Create(s.Key, s.Value.Words))] },
        RowFilters.Text("to", "To", (LetterAtDesk m) => m.To, exact: true),
        RowFilters.Text("kind", "Kind", (LetterAtDesk m) => m.Template, exact: true),
        RowFilters.Date("written", "Written", (LetterAtDesk m) => m.CreatedAt),
        RowFilters.Date("sent", "Sent", (LetterAtDesk m) => m.SentAt),
    ], Search);

    public override string Key => "mail";
    public override Area Area => Area.Jobs;
    public override string Title => "Outgoing mail";
    public override (string One, string Many) Noun => ("letter", "letters");
    public override string SearchHint => "Address or subject";
    public override NothingYet Nothing => new("No letters yet", "Whatever the shop writes to people stands here, with whether it left and, if not, why.");
    protected override RowList<LetterAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-written" }, new("waiting", "Waiting", "state~is~waiting,again") { Counted = true }, new("given-up", "Given up", "state~is~given-up") { Counted = true }, new("sent", "Sent", "state~is~sent"),
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("send", "Send again") { Effect = "Each is put back in line with the same words. Those whose link opens something once are left out unless they never left.", One = (services, id, _, ct) => services.GetRequiredService<ResendMail>().Run(id, ct) },
    ];

    protected override IReadOnlyList<Column<LetterAtDesk>> Columns =>
    [
        new("subject", "Letter", m => new Cell(m.Subject) { Note = m.Template }, m => m.Subject),
        new("to", "To", m => new Cell(m.To), m => m.To),
        new("state", "State", m => new Cell(m.State.Words) { Badge = m.State.Tone, Note = m.Error is { } error ? UpkeepWords.First(error) : null }, m => m.State.Words),
        new("written", "Written", m => new Cell(Local(m.CreatedAt)), m => m.CreatedAt) { Sort = RowSorts.By((LetterAtDesk m) => m.CreatedAt) },
        new("sent", "Sent", m => new Cell(m.SentAt is { } at ? Local(at) : ""), m => m.SentAt),
        new("tries", "Tries", m => new Cell(m.Attempts.ToString(CultureInfo.InvariantCulture)), m => m.Attempts) { Shown = false, Number = true },
        new("kind", "Kind", m => new Cell(m.Template), m => m.Template) { Shown = false },
    ];

    protected override IQueryable<LetterAtDesk> All() => db.OutgoingMails.AsNoTracking().Select(m => new LetterAtDesk
    {
        Id = m.Id, To = m.To, Subject = m.Subject, Template = m.Template, CreatedAt = m.CreatedAt, SentAt = m.SentAt, DeadAt = m.DeadAt, Attempts = m.Attempts, Error = m.Error,
    });

    protected override string UrlOf(LetterAtDesk row) => $"/backoffice/mail/{row.Id}";

    protected override string NameOf(LetterAtDesk row) => $"{row.Subject}, {row.To}";

    private static Expression<Func<LetterAtDesk, bool>> InState(string typed, bool not)
    {
        var names = typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (names.Count == 0) throw new RuleBroken("Choose at least one.");
        if (names.Find(n => !States.ContainsKey(n)) is { } none) throw new RuleBroken($"“{none}” cannot be chosen.");
        var row = Expression.Parameter(typeof(LetterAtDesk));
        var any = names.Select(n => (Expression)Expression.Invoke(States[n].Is, row)).Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<LetterAtDesk, bool>>(not ? Expression.Not(any) : any, row);
    }

    private static Expression<Func<LetterAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return m => m.To.Contains(word) || m.Subject.ToLower().Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
