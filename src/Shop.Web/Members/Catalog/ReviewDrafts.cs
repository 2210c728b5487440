using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Kernel;

namespace Shop.Web.Members.Catalog;

/// <summary>Makes a draft of a form. Photos are cleaned and put on the shelf as they come, so that a form with a mistake need not be sent its photos again.</summary>
public sealed class ReviewDrafts(PhotoShelf shelf, IDataProtectionProvider protection)
{
    /// <summary>What is wrong with a photo is said at its room; the others are kept.</summary>
    public async Task<ReviewDraft> Read(ReviewForm form, string prefix, ModelStateDictionary state, Guid customerId, string product, string? country, CancellationToken ct)
    {
        var photos = new List<DraftPhoto>();
        for (var i = 0; i < form.Photos.Count; i++)
        {
            var slot = form.Photos[i];
            if (slot.Remove) (slot.Id, slot.Kept) = (null, null);
            var stored = slot.File is { } file ? await Take(file, $"{prefix}.Photos[{i}].File", state, ct) : Unsealed(slot.Kept, customerId);
            slot.Kept = stored is null ? null : Seal(customerId).Protect(JsonSerializer.Serialize(stored));
            if (stored is null && slot.Id is null) continue;
            if (photos.Count == Review.MaxPhotos)
            {
                state.AddModelError($"{prefix}.Photos[{i}].File", $"A review has at most {Review.MaxPhotos} photos.");
                continue;
            }
            var alt = string.IsNullOrWhiteSpace(slot.Alt) ? Shortened($"{product}, photographed by {form.Author?.Trim()}") : slot.Alt.Trim();
            photos.Add(new DraftPhoto(stored is null ? slot.Id : null, stored, alt));
        }
        return new ReviewDraft(form.Author ?? "", country, form.Rating ?? 0, form.Title ?? "", form.Text ?? "", photos);
    }

    private async Task<StoredPhoto?> Take(IFormFile file, string field, ModelStateDictionary state, CancellationToken ct)
    {
        try
        {
            if (file.Length > PhotoCleaner.MostBytes) throw new RuleBroken($"This photo has more than {PhotoCleaner.MostBytes / 1024 / 1024} MB. Choose a smaller one.");
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, ct);
            return await shelf.Put(PhotoCleaner.Clean(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), file.ContentType), ct);
        }
        catch (RuleBroken refused)
        {
            state.AddModelError(field, refused.Message);
            return null;
        }
    }

    // Only whoever sent a photo can name it again.
    private StoredPhoto? Unsealed(string? kept, Guid customerId)
    {
        if (string.IsNullOrEmpty(kept)) return null;
        try
        {
            return JsonSerializer.Deserialize<StoredPhoto>(Seal(customerId).Unprotect(kept)) is { } stored && shelf.Find(stored.File) is not null ? stored : null;
        }
        catch (CryptographicException)
        {
            return null; // not ours, or too old: the photo is asked for again
        }
    }

    private IDataProtector Seal(Guid customerId) => protection.CreateProtector("review photos", customerId.ToString("N"));

    private static string Shortened(string alt) => alt.Length <= ReviewPhoto.AltMaxLength ? alt : alt[..ReviewPhoto.AltMaxLength];
}
