using Microsoft.Extensions.DependencyInjection;

namespace Shop.Ordering;

/// <summary>Registers carts, orders and what is done with them.</summary>
public static class OrderingModule
{
    public static IServiceCollection AddOrdering(this IServiceCollection services) => services;
}
