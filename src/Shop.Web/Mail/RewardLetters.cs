using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Mail;

/// <summary>Tells members by mail what they took for points, how it was settled, and that an event they have seats for has moved.</summary>
public sealed class RewardLetters(ClubMail mail, ShopDb db, MemberVouchers vouchers, ShopAddress address, TimeProvider clock) : IWhen<RewardTaken>, IWhen<RewardSettled>, IWhen<EventMoved>
{
    public Task Handle(RewardTaken happened, CancellationToken ct) => Write("reward-taken", happened.ClaimId, $"{happened.ClaimId:N}", (reader, voucher) => new MailValues
    {
        { "reward", voucher.Name }, { "cost", voucher.Cost == 0 ? $"no {reader.Words.Many}, with your tier" : reader.Words.Count(voucher.Cost) }, { "event", EventOf(voucher, reader) }, { "code", voucher is { CanBeUsed: true, Code: { } code } ? RewardWords.Spaced(code) : null },
        { "until", voucher is { CanBeUsed: true, ExpiresAt: { } ends } ? DateText.LongDay(Expiries.LastDay(ends, reader.Zone)) : null }, { "waits", voucher is { State: VoucherState.Waiting, Kind: not RewardKind.EventSeat } ? "yes" : null },
    }, ct);

    // Who did not come needs no letter about it.
    public Task Handle(RewardSettled happened, CancellationToken ct) => Write("reward-settled", happened.ClaimId, $"{happened.ClaimId:N}", (reader, voucher) => voucher.State == VoucherState.Missed ? null : new MailValues
    {
        { "reward", voucher.Name }, { "note", voucher.Note }, { "done", voucher is { State: VoucherState.Done, Kind: not RewardKind.EventSeat } ? "yes" : null }, { "came", voucher is { State: VoucherState.Done, Kind: RewardKind.EventSeat } ? "yes" : null }, { "back", voucher.State == VoucherState.CalledOff ? voucher.Cost == 0 ? "The seat that came with your tier" : reader.Words.Count(voucher.Cost) : null },
        { "heading", voucher.State == VoucherState.Done ? voucher.Kind == RewardKind.EventSeat ? $"You came to “{voucher.Name}”" : $"{voucher.Name}: it is done" : $"{voucher.Name} is called off" },
    }, ct);

    public async Task Handle(EventMoved happened, CancellationToken ct)
    {
        foreach (var claim in await db.RewardClaims.Where(c => c.RewardId == happened.RewardId && c.State == ClaimState.Waiting).Select(c => c.Id).ToListAsync(ct))
            await Write("event-moved", claim, $"{claim:N}:{happened.Edition}", (reader, voucher) => EventOf(voucher, reader) is { } when ? new MailValues { { "reward", voucher.Name }, { "event", when } } : null, ct);
    }

    private static string? EventOf(Voucher voucher, ClubReader reader) => voucher.HeldAt is { } held ? $"{DateText.Moment(held, reader.Zone)}, {voucher.Place}" : null;

    private async Task Write(string template, Guid claimId, string news, Func<ClubReader, Voucher, MailValues?> values, CancellationToken ct)
    {
        if (await db.RewardClaims.Where(c => c.Id == claimId).Select(c => (Guid?)c.MemberId).SingleOrDefaultAsync(ct) is not { } memberId) return;
        await mail.Write(template, memberId, news, async reader =>
        {
            if (await vouchers.One(memberId, claimId, reader.Member.CustomerId, clock.GetUtcNow().UtcDateTime, ct) is not { } voucher || values(reader, voucher) is not { } filled) return null;
            filled.Add("vouchersUrl", address.Of("account/club/vouchers"));
            return filled;
        }, ct, evenWhoLeft: true);
    }
}
