using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>An order earns when it is paid; one with which somebody joined as soon as it is theirs and they are in the club, whichever news comes last.</summary>
internal sealed class WhenOrderPaid(ShopDb db, EarnForOrder earn) : IWhen<OrderPaid>, IWhen<MemberJoined>, IWhen<EmailConfirmed>
{
    public Task Handle(OrderPaid happened, CancellationToken ct) => earn.Run(happened.OrderId, null, ct);

    public async Task Handle(MemberJoined happened, CancellationToken ct) =>
        await earn.Those(happened.CustomerId, await db.Set<Customer>().Where(c => c.Id == happened.CustomerId && c.UserId != null).Select(c => c.Email).SingleOrDefaultAsync(ct), ct);

    public Task Handle(EmailConfirmed happened, CancellationToken ct) => earn.Those(happened.CustomerId, happened.Email, ct);
}
