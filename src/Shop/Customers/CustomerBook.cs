using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Customers;

/// <summary>Finds the customer who signs in as a user, and opens one when there is none: somebody known by the same e-mail address keeps their history.</summary>
public sealed class CustomerBook(ShopDb db, TimeProvider clock)
{
    /// <exception cref="RuleBroken">The user's e-mail address is not confirmed.</exception>
    public async Task<Guid> OpenFor(User user, CancellationToken ct)
    {
        if (await IdOf(user.Id, ct) is { } known) return known;
        if (!user.EmailConfirmed) throw new RuleBroken("Confirm the e-mail address first.");

        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Email == user.Email, ct);
        if (customer is { UserId: null }) customer.Link(user.Id);
        else db.Customers.Add(customer = Customer.Of(user.Id, user.Email!, user.DisplayName, clock.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(ct);
            return customer.Id;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return await IdOf(user.Id, ct) ?? throw new RuleBroken("Your account was being opened twice at once. Please sign in again."); // usually another tab was quicker
        }
    }

    /// <summary>For somebody who calls or stands at the counter: whoever is known by this e-mail address, or a new customer without a sign-in.</summary>
    /// <returns>The customer, and whether they were known.</returns>
    public async Task<(Guid Id, bool Known)> OpenAtDesk(string name, string email, string? phone, CancellationToken ct)
    {
        email = EmailAddress.Normalise(email);
        if (await ByEmail(email, ct) is { } known) return (known, true);
        var customer = Customer.WithoutSignIn(CustomerOrigin.Desk, email, name, null, clock.GetUtcNow().UtcDateTime);
        customer.Describe(name, phone);
        db.Customers.Add(customer);
        await db.SaveChangesAsync(ct);
        return (customer.Id, false);
    }

    private Task<Guid?> ByEmail(string email, CancellationToken ct) => db.Customers.Where(c => c.Email == email && c.MergedIntoId == null).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);

    private Task<Guid?> IdOf(Guid userId, CancellationToken ct) => db.Customers.Where(c => c.UserId == userId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
}
