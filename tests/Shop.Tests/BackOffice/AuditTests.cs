using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Auditing;
using Shop.Crm;
using Shop.Web.Doors;
using Shop.Web.Jobs;

namespace Shop.Tests.BackOffice;

/// <summary>Whatever is done at the desk is noted, with it or not at all, and stays as it was noted.</summary>
public sealed class AuditTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public AuditTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task A_change_is_noted_with_what_it_was_and_is_found_and_masked_and_taken_out()
    {
        var product = await shop.Have(Given.Product("Still mug").At("still-mug"));
        await shop.Account("boss@example.org", Roles.Administrator);
        var boss = await shop.SignedIn("boss@example.org");
        var page = await boss.GetPage($"/backoffice/products/{product.Id}");
        await boss.SubmitForPage(page.Form(".card-footer button"), ("Form.Name", "=Quiet mug"));
        var entry = await shop.InDb(db => db.AuditEntries.AsNoTracking().SingleAsync(e => e.Kind == "Product" && e.Verb == "Changed"));
        Assert.Equal((product.Id.ToString(), Area.Catalogue, "Products.Update", false), (entry.RecordId, entry.Area!.Value, entry.Action, entry.IsPersonal));
        Assert.Equal(new AuditChange("Name", "Still mug", "=Quiet mug"), Assert.Single(entry.ReadChanges()));

        // A refused form leaves nothing.
        var before = await Count();
        await boss.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await boss.GetPage($"/backoffice/products/{product.Id}")).Form(".card-footer button"), ("Form.Name", ""));
        Assert.Equal(before, await Count());

        // Somebody's message is personal: who may not see customers reads that it was answered, not what changed.
        var message = ContactMessage.Write("Ada", "ada@example.org", ContactTopic.Other, null, "Where is it?", shop.Clock.Now);
        await shop.InDb(db => { db.Add(message); return db.SaveChangesAsync(); });
        await boss.Post($"/backoffice/messages/{message.Id}/answer", page, ("Form.How", "other"));
        Assert.Contains(await shop.InDb(db => db.AuditEntries.AsNoTracking().Where(e => e.Kind == "ContactMessage").ToListAsync()), e => e.IsPersonal && e.ReadChanges().Any(c => c is { Field: "State", Before: "New", After: "Answered" }));

        var found = await boss.GetPage($"/backoffice/audit?record={product.Id}&verb=Changed");
        Assert.Single(found.QuerySelectorAll("tbody tr"));
        Assert.Contains("Still mug =Quiet mug", string.Join(' ', found.Text("tbody").Split(' ')), StringComparison.Ordinal);
        Assert.Contains("Nothing was done that fits", (await boss.GetPage("/backoffice/audit?verb=Exported&area=Jobs")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Signed in", (await boss.GetPage("/backoffice/audit?kind=User")).Text("main"), StringComparison.Ordinal);

        await GiveAuditOnly();
        await shop.Account("auditor@example.org", Roles.Bookkeeper);
        var auditor = await shop.SignedIn("auditor@example.org");
        var masked = await auditor.GetPage("/backoffice/audit?kind=ContactMessage");
        Assert.Contains("Personal data", masked.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", masked.Text("tbody"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Get("/backoffice/audit/export.csv")).StatusCode);

        var file = await (await boss.Get("/backoffice/audit/export.csv?kind=Product")).Content.ReadAsStringAsync();
        Assert.Contains("\"'=Quiet mug\"", file, StringComparison.Ordinal);
        Assert.Contains("\"Name: Still mug → =Quiet mug\"", file, StringComparison.Ordinal);
        Assert.True(await shop.InDb(db => db.AuditEntries.AnyAsync(e => e.Verb == "Exported")));
    }

    [Fact]
    public async Task A_sign_in_that_fails_is_noted_for_those_who_work_here_only()
    {
        await shop.Account("watched@example.org", Roles.Packer);
        await shop.Account("private@example.org");
        await shop.Visitor().SignIn("watched@example.org", "not the password at all");
        await shop.Visitor().SignIn("private@example.org", "not the password at all");
        await Eventually(() => shop.InDb(db => db.AuditEntries.AnyAsync(e => e.Verb == "Sign-in failed")));
        Assert.Equal(1, await shop.InDb(db => db.AuditEntries.CountAsync(e => e.Verb == "Sign-in failed")));
    }

    [Fact]
    public async Task A_change_and_its_note_stand_together_or_not_at_all()
    {
        var product = await shop.Have(Given.Product("Rolled back").At("rolled-back"));
        var watch = new StaffWatch(new AuditOrigin(global::Shop.Kernel.Actor.Staff(Guid.Empty, "Ida"), null, "local", Area.Catalogue, "Test", "because"), m => $"{m.Minor}", shop.Clock.Now);
        using (watch.Begin())
            await shop.InDb(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                (await db.Set<Shop.Catalog.Product>().SingleAsync(p => p.Id == product.Id)).Reword("Gone again", "", "");
                await db.SaveChangesAsync();
                Assert.True(await db.AuditEntries.AnyAsync(e => e.RecordId == product.Id.ToString()));
                return 0; // not committed
            });
        Assert.False(await shop.InDb(db => db.AuditEntries.AnyAsync(e => e.RecordId == product.Id.ToString())));
        // Without anybody at the desk nothing is noted.
        await shop.InDb(async db => { (await db.Set<Shop.Catalog.Product>().SingleAsync(p => p.Id == product.Id)).Reword("By a job", "", ""); return await db.SaveChangesAsync(); });
        Assert.False(await shop.InDb(db => db.AuditEntries.AnyAsync(e => e.RecordId == product.Id.ToString())));
    }

    [Fact]
    public async Task Seals_hold_the_database_refuses_and_damage_is_found()
    {
        await shop.Account("sealed@example.org", Roles.Administrator);
        await shop.SignedIn("sealed@example.org");
        await shop.SignedIn("sealed@example.org");
        await shop.RunJob<SealAuditTrail>();
        Assert.Equal(await Count(), await shop.InDb(db => db.AuditSeals.CountAsync()));
        await shop.RunJob<SealAuditTrail>(); // told twice
        Assert.Empty(await Found());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.InDb(db => db.Database.ExecuteSqlRawAsync("update audit_entries set \"ByName\" = 'Somebody else'")));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.InDb(db => db.Database.ExecuteSqlRawAsync("delete from audit_seals")));

        await shop.InDb(db => db.Database.ExecuteSqlRawAsync(TestDatabase.UsesPostgres ? "drop trigger audit_entries_append_only on audit_entries" : "drop trigger audit_entries_no_update"));
        await shop.InDb(db => db.Database.ExecuteSqlRawAsync("update audit_entries set \"ByName\" = 'Somebody else' where \"Id\" = (select \"EntryId\" from audit_seals where \"Number\" = 1)"));
        var found = await Found();
        Assert.Contains(found, v => v.StartsWith("The guard audit_entries_", StringComparison.Ordinal));
        Assert.Contains(found, v => v.EndsWith("is not as it was sealed.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_action_of_the_desk_that_writes_is_watched() => Assert.Empty(
        shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<ControllerActionDescriptor>()).OfType<ControllerActionDescriptor>()
            .Where(a => a.ControllerTypeInfo.Namespace!.StartsWith("Shop.Web.BackOffice.", StringComparison.Ordinal))
            .Where(a => !a.FilterDescriptors.Any(f => f.Filter is TypeFilterAttribute { ImplementationType: var type } && type == typeof(StaffTrail))).Select(a => a.DisplayName));

    private Task<int> Count() => shop.InDb(db => db.AuditEntries.CountAsync());

    private Task<IReadOnlyList<string>> Found() => shop.With<Auditor, IReadOnlyList<string>>(async auditor => (await auditor.Run(default)).Single(a => a.Id == "INV-18").Violations);

    private Task<int> GiveAuditOnly() => shop.InDb(async db =>
    {
        var role = await db.Set<Microsoft.AspNetCore.Identity.IdentityRole<Guid>>().SingleAsync(r => r.Name == Roles.Bookkeeper);
        if (!await db.RoleRights.AnyAsync(r => r.RoleId == role.Id && r.Area == Area.Audit)) db.Add(RoleRight.Of(role.Id, new Right(Area.Audit, Act.See)));
        return await db.SaveChangesAsync();
    });

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100 && !await holds(); tries++) await Task.Delay(50);
        Assert.True(await holds());
    }
}
