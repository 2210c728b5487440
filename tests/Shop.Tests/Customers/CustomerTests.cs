using Shop.Customers;
using Shop.Kernel;

namespace Shop.Tests.Customers;

public sealed class CustomerTests
{
    private static readonly DateTime Now = TestClock.Opening;
    private readonly Customer _customer = Customer.WithoutSignIn(CustomerOrigin.Web, " Ingrid@Example.org", "Ingrid Solberg", "NO", Now);

    [Fact]
    public void The_email_address_is_kept_in_one_form() => Assert.Equal("ingrid@example.org", _customer.Email);

    [Theory]
    [InlineData("")]
    [InlineData("ingrid")]
    [InlineData("ingrid@localhost")]
    [InlineData("in grid@example.org")]
    [InlineData("ingrid@example.org, eve@example.org")]
    [InlineData("Ingrid <ingrid@example.org>")]
    [InlineData("ingrid@example.org\r\nBcc: eve@example.org")]
    public void What_is_no_address_is_refused(string email) =>
        Assert.Throws<RuleBroken>(() => Customer.WithoutSignIn(CustomerOrigin.Web, email, "Ingrid", null, Now));

    [Fact]
    public void The_first_address_is_the_default_until_another_is_chosen_or_it_is_removed()
    {
        var first = _customer.AddAddress(Given.Address(), null);
        var second = _customer.AddAddress(Given.Address("Second"), null);
        Assert.Same(first, _customer.DefaultAddress);
        _customer.MakeDefault(second.Id);
        Assert.Equal((false, true), (first.IsDefault, second.IsDefault));
        _customer.RemoveAddress(second.Id);
        Assert.Same(first, _customer.DefaultAddress);
        _customer.RemoveAddress(first.Id);
        Assert.Null(_customer.DefaultAddress);
    }

    [Fact]
    public void The_address_book_has_an_end_and_only_whole_addresses()
    {
        for (var i = 0; i < Customer.MaxAddresses; i++) _customer.AddAddress(Given.Address(), null);
        Assert.Throws<RuleBroken>(() => _customer.AddAddress(Given.Address(), null));
        Assert.Throws<RuleBroken>(() => _customer.ChangeAddress(_customer.Addresses[0].Id, Address.Empty, null));
        Assert.Throws<RuleBroken>(() => _customer.ChangeAddress(Guid.NewGuid(), Given.Address(), null));
    }

    [Fact]
    public void Confirming_the_address_is_news_once()
    {
        var user = Guid.CreateVersion7();
        _customer.Link(user);
        _customer.Link(user);
        Assert.Equal(new EmailConfirmed(user, _customer.Id, "ingrid@example.org"), Assert.Single(_customer.Raised));
        Assert.Throws<RuleBroken>(() => _customer.Link(Guid.CreateVersion7()));
    }

    [Fact]
    public void Somebody_without_an_address_cannot_sign_in() =>
        Assert.Throws<RuleBroken>(() => Customer.WithoutSignIn(CustomerOrigin.Import, null, "Customer 17850", "GB", Now, "17850").Link(Guid.CreateVersion7()));

    [Fact]
    public void Two_records_of_one_person_become_one()
    {
        var guest = Customer.WithoutSignIn(CustomerOrigin.Import, "old@example.org", "I. Solberg", "NO", Now);
        guest.MergeInto(_customer);
        Assert.Equal((null, _customer.Id), (guest.Email, guest.MergedIntoId));
        Assert.Equal(new CustomersMerged(guest.Id, _customer.Id), Assert.Single(guest.Raised));
        Assert.Throws<RuleBroken>(() => guest.MergeInto(_customer));
        _customer.Link(Guid.CreateVersion7());
        Assert.Throws<RuleBroken>(() => _customer.MergeInto(guest));
    }

    [Fact]
    public void Consent_keeps_its_first_date_until_it_is_taken_back()
    {
        _customer.AgreeToMarketing(Now);
        _customer.AgreeToMarketing(Now.AddDays(1));
        Assert.Equal(Now, _customer.MarketingConsentAt);
        _customer.RefuseMarketing();
        Assert.False(_customer.TakesMarketing);
    }
}
