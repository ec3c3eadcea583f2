namespace Dialtone.Translation.Keys;

/// <summary>Makes no file: says where one in another format is needed.</summary>
sealed class NamedKeys : KeyConversion
{
    public override string Convert(Draft draft, ClientFiles client, KeyForm form)
    {
        if (KeyForms.Fits(client.Key, form))
            return client.Key;
        draft.Warn(
            draft.IsMySql ? "ssl_key" : "sslkey",
            $"{draft.Title} needs {KeyForms.Describe(form)} instead of {client.Key}: --convert-keys DIR makes the file"
        );
        if (form is KeyForm.Pkcs12)
            draft.Warn(draft.IsMySql ? "ssl_cert" : "sslcert", $"{client.Certificate} is in the PKCS#12 file too");
        return form is KeyForm.PlainPem ? client.Key : KeyForms.NameFor(client.Key, form);
    }
}
