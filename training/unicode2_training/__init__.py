"""Training chain of the UniCode² pack: encoder, cascaded codebook, language model, flow decoder, export."""
