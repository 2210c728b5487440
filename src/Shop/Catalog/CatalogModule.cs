using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog.Photos;
using Shop.Catalog.Pricing;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>Registers what the shop sells, its stock room and its showcase.</summary>
public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddScoped<StockRoom>().AddScoped<EarlySales>().AddScoped<ShopWindow>().AddScoped<ReadAssortment>().AddScoped<ReadReviews>().AddScoped<ReadProductSheet>().AddScoped<ChangeSlug>().AddScoped<AddProduct>().AddScoped<AddMaker>().AddScoped<ChangeArticles>().AddScoped<ArrangeCategories>().AddScoped<Relabel>().AddScoped<FormerAddresses>().AddSingleton<Showcase>().AddSingleton<ProductSheets>()
        .AddScoped<WriteReview>().AddScoped<JudgeReview>().AddScoped<VoteForReview>().AddScoped<ReadOwnReviews>().AddScoped<ReviewDesk>().AddSingleton<PhotoShelf>().AddScoped<PriceDesk>().AddSingleton<PriceBell>()
        .AddOptions<ReviewOptions>().BindConfiguration("Reviews").Services
        .AddWhen<ProductChanged, WhenShownGoodsChange>().AddWhen<StockTurned, WhenShownGoodsChange>();
}
