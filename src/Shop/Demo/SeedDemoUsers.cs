using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;

namespace Shop.Demo;

/// <summary>Lets the demo's people sign in. Being told twice changes nothing.</summary>
public sealed class SeedDemoUsers(ShopDb db, UserManager<User> users, RoleHolders roles, Passwords passwords, CustomerBook customers)
{
    /// <param name="customerId">Whom of the demo's history <see cref="DemoSignIns.Customer"/> is; null makes a customer without orders.</param>
    /// <param name="goldCustomerId">The same for <see cref="DemoSignIns.GoldCustomer"/>.</param>
    public async Task Run(Guid? customerId, Guid? goldCustomerId, DateTime now, CancellationToken ct)
    {
        foreach (var person in DemoSignIns.All)
        {
            if (await users.FindByEmailAsync(person.Email) is not null) continue;

            var user = User.Register(person.Email, person.Name, await passwords.Hash(person.Password, ct), now);
            user.ConfirmEmail();
            await users.CreateAsync(user);
            if (person.Role is { } role) await roles.Give(user, role);
            if ((person == DemoSignIns.Customer ? customerId : person == DemoSignIns.GoldCustomer ? goldCustomerId : null) is { } known)
            {
                var customer = await db.Customers.SingleAsync(c => c.Id == known, ct);
                customer.Describe(person.Name, customer.Phone);
                customer.BecomeKnownAs(person.Email);
                customer.Link(user.Id);
                await db.SaveChangesAsync(ct);
            }
            else await customers.OpenFor(user, ct);
        }
    }

    /// <summary>Their passwords are no secret, so they open the doors on a developer's machine only.</summary>
    public async Task Open(bool open, CancellationToken ct)
    {
        foreach (var person in DemoSignIns.All)
        {
            if (await users.FindByEmailAsync(person.Email) is not { } user || user.IsDisabled == !open) continue;
            if (open) user.Enable();
            else user.Disable();
        }
        await db.SaveChangesAsync(ct);
    }
}
