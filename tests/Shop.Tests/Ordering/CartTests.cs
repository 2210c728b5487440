using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class CartTests
{
    private static readonly DateTime Now = TestClock.Opening;
    private readonly Guid _mug = Guid.NewGuid(), _bowl = Guid.NewGuid();
    private readonly Cart _cart = Cart.Open(null, Now);

    [Fact]
    public void The_same_article_twice_is_one_line()
    {
        _cart.Add(_mug, 2, new Money(10_00), Now);
        _cart.Add(_mug, 3, new Money(10_00), Now);
        Assert.Equal((1, 5), (_cart.Items.Count, _cart.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000)]
    public void A_quantity_outside_its_bounds_is_refused(int quantity) => Assert.Throws<RuleBroken>(() => _cart.Add(_mug, quantity, Money.Zero, Now));

    [Fact]
    public void It_holds_a_hundred_different_things()
    {
        for (var i = 0; i < Cart.MaxLines; i++) _cart.Add(Guid.NewGuid(), 1, Money.Zero, Now);
        Assert.Throws<RuleBroken>(() => _cart.Add(Guid.NewGuid(), 1, Money.Zero, Now));
    }

    [Fact]
    public void Taking_over_a_cart_twice_doubles_nothing()
    {
        var guest = Cart.Open(null, Now);
        guest.Add(_mug, 2, Money.Zero, Now);
        guest.Add(_bowl, 1, Money.Zero, Now);
        _cart.Add(_mug, 1, Money.Zero, Now);

        _cart.TakeOver(guest, Now);
        _cart.TakeOver(guest, Now);

        Assert.Equal([(_mug, 2), (_bowl, 1)], _cart.Items.Select(i => (i.VariantId, i.Quantity)));
        Assert.Empty(guest.Items);
    }

    [Fact]
    public void What_was_filled_in_comes_along_unless_there_is_an_address_already()
    {
        var guest = Cart.Open(null, Now);
        guest.FillIn(d => (d.Email, d.Delivery) = ("guest@example.com", Given.Address("Guest")), Now);
        _cart.TakeOver(guest, Now);
        Assert.Equal(("guest@example.com", "Guest"), (_cart.Draft.Email, _cart.Draft.Delivery.Name));

        var other = Cart.Open(null, Now);
        other.FillIn(d => d.Delivery = Given.Address("Other"), Now);
        _cart.TakeOver(other, Now);
        Assert.Equal("Guest", _cart.Draft.Delivery.Name);
    }
}
