using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What members are told of by themselves, without having done anything.</summary>
public enum NoticeKind { PointsEnding, TierEnding, Statement, Birthday, Anniversary }

/// <summary>That a member was told of something: once, however often and on however many nodes it is noticed. Never changed.</summary>
public sealed class ClubNotice : Entity
{
    public const int AboutMaxLength = 40;

    private ClubNotice() { }

    public Guid MemberId { get; private init; }
    public NoticeKind Kind { get; private init; }

    /// <summary>What of it, the same each time it is noticed: a day and how many days before it, a month, a year.</summary>
    public string About { get; private init; } = "";

    /// <summary>The points that end or were given, or the credits that are missing.</summary>
    public long Number { get; private init; }

    /// <summary>The first instant at which points or tier are over; for a statement the end of its month. UTC.</summary>
    public DateTime? Until { get; private init; }
    public DateTime At { get; private init; }

    public static ClubNotice Of(Guid memberId, NoticeKind kind, string about, long number, DateTime? until, DateTime now)
    {
        var notice = new ClubNotice { MemberId = memberId, Kind = kind, About = about, Number = number, Until = until, At = now };
        notice.Raise(new MemberNoticed(notice.Id));
        return notice;
    }
}
