using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Something done for a member by hand, as the desk lists it.</summary>
public sealed record CorrectionRow(
    Guid Id, Guid CustomerId, string Member, string MemberNumber, CorrectionKind Kind, long Points, DateTime? EndingBefore, DateTime? Until, Tier? Tier, GrantKind? Grant, string Words, string? Note,
    Guid AskedById, string AskedBy, DateTime AskedAt, string? Beyond, CorrectionState State, string? DecidedBy, DateTime? DecidedAt, string? Answer);

/// <summary>A member as the desk finds them.</summary>
public sealed record FoundMember(Guid CustomerId, string Name, string? Email, string Number, Tier Tier);

/// <summary>Reads what was done for members by hand, and finds members to do it for.</summary>
public sealed class ReadCorrections(ShopDb db)
{
    public const int PageSize = 30;
    private const int MostFound = 10;

    /// <summary>What waits, the oldest first; or all, the newest first.</summary>
    public async Task<(IReadOnlyList<CorrectionRow> Rows, bool HasMore)> List(bool waiting, Guid? customerId, int page, CancellationToken ct)
    {
        var corrections = db.Corrections.AsNoTracking();
        if (waiting) corrections = corrections.Where(c => c.State == CorrectionState.Waiting);
        if (customerId is { } customer) corrections = corrections.Where(c => db.Set<Membership>().Any(m => m.Id == c.MemberId && m.CustomerId == customer));
        var sorted = waiting ? corrections.OrderBy(c => c.AskedAt).ThenBy(c => c.Id) : corrections.OrderByDescending(c => c.AskedAt).ThenByDescending(c => c.Id);
        var rows = await Rows(sorted.Skip((page - 1) * PageSize).Take(PageSize + 1)).ToListAsync(ct);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    public Task<CorrectionRow?> One(Guid id, CancellationToken ct) => Rows(db.Corrections.AsNoTracking().Where(c => c.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>By number, by e-mail address, or by a part of the name; the first few.</summary>
    public async Task<IReadOnlyList<FoundMember>> Find(string typed, CancellationToken ct)
    {
        var (text, digits) = (typed.Trim().ToLowerInvariant(), new string([.. typed.Where(char.IsAsciiDigit)]));
        if (text.Length == 0) return [];
        var number = digits.Length == Membership.NumberLength ? digits : null;
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return await (
            from member in db.Memberships.AsNoTracking()
            where member.State == MembershipState.Active
            from customer in db.Set<Customer>().Where(c => c.Id == member.CustomerId)
            where number != null ? member.Number == number : customer.Email == text || customer.Name.ToLower().Contains(text)
            orderby customer.Email == text descending, customer.Name, member.Id
            select new FoundMember(customer.Id, customer.Name, customer.Email, member.Number, member.Tier)).Take(MostFound).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>Null for who is not in the club.</summary>
    public Task<FoundMember?> Member(Guid customerId, CancellationToken ct) => (
        from member in db.Memberships.AsNoTracking()
        where member.State == MembershipState.Active && member.CustomerId == customerId
        from customer in db.Set<Customer>().Where(c => c.Id == member.CustomerId)
        select new FoundMember(customer.Id, customer.Name, customer.Email, member.Number, member.Tier)).SingleOrDefaultAsync(ct);

    private IQueryable<CorrectionRow> Rows(IQueryable<Correction> corrections) =>
        from c in corrections
        from member in db.Set<Membership>().Where(m => m.Id == c.MemberId)
        from customer in db.Set<Customer>().Where(x => x.Id == member.CustomerId)
        select new CorrectionRow(c.Id, customer.Id, customer.Name, member.Number, c.Kind, c.Points, c.EndingBefore, c.Until, c.Tier, c.Grant, c.Words, c.Note, c.AskedById, c.AskedBy, c.AskedAt, c.Beyond, c.State, c.DecidedBy, c.DecidedAt, c.Answer);
}
