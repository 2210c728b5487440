using System.Text.RegularExpressions;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Points that one member gave another. Both journals tell of it; this row says who and with which words. Never changed.</summary>
public sealed partial class PointsGift : Entity
{
    public const int MessageMaxLength = 200;

    private PointsGift() { }

    public Guid FromMemberId { get; private init; }
    public Guid ToMemberId { get; private init; }
    public long Points { get; private init; }
    public string? Message { get; private init; }
    public DateTime At { get; private init; }

    /// <summary>Made with the form: pressing it twice gives once.</summary>
    public Guid Once { get; private init; }

    /// <summary>What is wrong with a message; null when nothing is.</summary>
    public static string? Complaint(string? message) => Tidy(message) switch
    {
        null => null,
        { Length: > MessageMaxLength } => $"A message has at most {MessageMaxLength} characters",
        var text when IsLink(text) => "A message carries no addresses of pages or mailboxes: they are left out, so that nobody is led astray by it",
        _ => null,
    };

    /// <summary>Whether a text leads somewhere, or looks as if.</summary>
    public static bool IsLink(string text) => Address().IsMatch(text);

    /// <summary>Moves the points, each with the end it has: nothing lasts longer by being sent round.</summary>
    /// <exception cref="RuleBroken">There are not so many points, or the message cannot be sent.</exception>
    internal static PointsGift Send((Membership Member, PointsAccount Account, string Name) from, (Membership Member, PointsAccount Account) to, long points, string? message, Guid once, DateTime now)
    {
        if (Complaint(message) is { } complaint) throw new RuleBroken(complaint);
        var (id, said) = (NewId.Next(), Tidy(message));
        var by = Actor.Customer(from.Member.CustomerId, from.Name);
        from.Account.TakeAway(new Entry($"gift:{id}:sent", from.Member.Id, now, by, Reason($"To member {to.Member.Number}", said)), points, PointsMove.Sent);
        to.Account.Receive(new Entry($"gift:{id}:received", to.Member.Id, now, by, Reason($"From {(IsLink(from.Name) ? "a member" : from.Name)}", said)), CarryPoints.PartsOf(from.Account));
        var gift = new PointsGift { Id = id, FromMemberId = from.Member.Id, ToMemberId = to.Member.Id, Points = points, Message = said, At = now, Once = once };
        gift.Raise(new PointsGiven(id));
        return gift;
    }

    private static string Reason(string who, string? said) => said is null ? who : $"{who}: “{said}”";

    // One line of plain words: what steers a screen or a mail program is left out.
    private static string? Tidy(string? message) => Steering().Replace(message ?? "", " ").Trim() is { Length: > 0 } said ? said : null;

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+")]
    private static partial Regex Steering();

    [GeneratedRegex(@"://|\bwww\.|\S@\S|\b[\w-]+\.(com|net|org|info|biz|io|co|me|ly|app|dev|shop|store|online|site|top|xyz|link|click|no|se|dk|fi|de|uk|eu|fr|nl|ru|cn|us)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
