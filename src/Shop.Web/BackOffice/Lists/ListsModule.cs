using Shop.Web.BackOffice.Catalog;
using Shop.Web.BackOffice.Crm;
using Shop.Web.BackOffice.Loyalty;
using Shop.Web.BackOffice.Ordering;
using Shop.Web.BackOffice.Promotions;
using Shop.Web.BackOffice.Upkeep;

namespace Shop.Web.BackOffice.Lists;

/// <summary>Registers the lists of the back office: one line each.</summary>
public static class ListsModule
{
    public static IServiceCollection AddLists(this IServiceCollection services) => services
        .AddScoped<ListDesk>().AddScoped<Notices.Mentions>().AddSingleton<RunBulk>().AddHostedService<BulkLoop>().AddSingleton<ChangePrices>().AddHostedService<ChangePricesLoop>().AddSingleton<BringInFor>().AddHostedService<BringInGoodsLoop>()
        .AddScoped<IOfficeList, OrdersList>().AddScoped<IOfficeList, CustomersList>().AddScoped<IOfficeList, DuplicatesList>().AddScoped<IOfficeList, ProductsList>()
        .AddScoped<IOfficeList, ReturnsList>().AddScoped<IOfficeList, PromotionsList>().AddScoped<IOfficeList, MessagesList>().AddScoped<IOfficeList, RewardsList>().AddScoped<IOfficeList, ClaimsList>()
        .AddScoped<IOfficeList, JournalList>().AddScoped<IOfficeList, NewsList>().AddScoped<IOfficeList, MailList>();
}
