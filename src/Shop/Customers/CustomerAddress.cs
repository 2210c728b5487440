using Shop.Kernel;

namespace Shop.Customers;

/// <summary>One entry of a customer's address book.</summary>
public sealed class CustomerAddress
{
    private CustomerAddress() { }

    internal CustomerAddress(Address address, string? phone) => Change(address, phone);

    public Guid Id { get; private init; } = NewId.Next();
    public Address Address { get; private set; } = Address.Empty;
    public string? Phone { get; private set; }
    public bool IsDefault { get; internal set; }

    internal void Change(Address address, string? phone)
    {
        if (!address.IsComplete) throw new RuleBroken("An address has a name, a street, a town and a country.");
        (Address, Phone) = (address, string.IsNullOrWhiteSpace(phone) ? null : phone.Trim());
    }
}
