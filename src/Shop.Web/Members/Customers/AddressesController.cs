using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Members.Customers;

/// <summary>The address book of who is signed in; an address of somebody else does not exist here.</summary>
[Route("account/addresses")]
public sealed class AddressesController(ShopDb db, CurrentMember member) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(new AddressesPage(
        [.. (await Me(ct)).Addresses.OrderByDescending(a => a.IsDefault).ThenBy(a => a.Id).Select(a => new AddressesPage.Entry(a.Id, a.Address, a.Phone, a.IsDefault))]));

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct)
    {
        var me = await Me(ct);
        return View("Edit", new AddressPage(null, new AddressForm { Name = me.Name, Country = me.Country ?? "", Phone = me.Phone, MakeDefault = me.Addresses.Count == 0 }));
    }

    [HttpPost("new")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] AddressForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again("Edit", new AddressPage(null, form));
        (await Me(ct)).AddAddress(form.ToAddress(), form.Phone, form.MakeDefault);
        return await Saved("The address is in your address book.", ct);
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) =>
        Find(await Me(ct), id) is { } entry ? View(new AddressPage(id, AddressForm.Of(entry))) : NotFound();

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] AddressForm form, CancellationToken ct)
    {
        var me = await Me(ct);
        if (Find(me, id) is null) return NotFound();
        if (!ModelState.IsValid) return this.Again(nameof(Edit), new AddressPage(id, form));
        me.ChangeAddress(id, form.ToAddress(), form.Phone);
        if (form.MakeDefault) me.MakeDefault(id);
        return await Saved("The address is changed.", ct);
    }

    [HttpPost("{id:guid}/default")]
    public async Task<IActionResult> MakeDefault(Guid id, CancellationToken ct)
    {
        var me = await Me(ct);
        if (Find(me, id) is null) return NotFound();
        me.MakeDefault(id);
        return await Saved("Parcels go there from now on.", ct);
    }

    [HttpPost("{id:guid}/delete")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        var me = await Me(ct);
        if (Find(me, id) is null) return NotFound();
        me.RemoveAddress(id);
        return await Saved("The address is removed. Orders keep theirs.", ct);
    }

    private async Task<Customer> Me(CancellationToken ct)
    {
        var id = await member.RequiredCustomerId(ct);
        return await db.Customers.SingleAsync(c => c.Id == id, ct);
    }

    private static CustomerAddress? Find(Customer me, Guid id) => me.Addresses.FirstOrDefault(a => a.Id == id);

    private async Task<IActionResult> Saved(string notice, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = notice;
        return RedirectToAction(nameof(Index));
    }
}

/// <summary>The address book.</summary>
public sealed record AddressesPage(IReadOnlyList<AddressesPage.Entry> Entries)
{
    public sealed record Entry(Guid Id, Address Address, string? Phone, bool IsDefault);
}

/// <summary>One address to add (no id) or change.</summary>
public sealed record AddressPage(Guid? Id, AddressForm Form);
