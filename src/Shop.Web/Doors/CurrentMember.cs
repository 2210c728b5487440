using Shop.Customers;
using Shop.Web.Accounts;

namespace Shop.Web.Doors;

/// <summary>The customer behind this request, looked up at most once.</summary>
public sealed class CurrentMember(CustomerBook customers, IHttpContextAccessor accessor)
{
    private Task<Guid?>? _customerId;

    /// <summary>Null for a guest.</summary>
    public Task<Guid?> CustomerId(CancellationToken ct) => _customerId ??=
        accessor.HttpContext?.User is { Identity.IsAuthenticated: true } user ? customers.IdOf(user.Who().UserId, ct) : Task.FromResult<Guid?>(null);

    /// <summary>Behind the Members door there always is one: it is opened at sign-in.</summary>
    public async Task<Guid> RequiredCustomerId(CancellationToken ct) =>
        await CustomerId(ct) ?? throw new InvalidOperationException("Nobody who is a customer is signed in.");
}
